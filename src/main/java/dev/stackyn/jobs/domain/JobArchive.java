package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.JobRecords;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Keeps what is finished for as long as the settings say, and no longer. */
@Singleton
public class JobArchive {
  private static final int BATCH = 2_000;

  private final JobRecords records;
  private final JobsSettings settings;

  public JobArchive(JobRecords records, JobsSettings settings) {
    this.records = records;
    this.settings = settings;
  }

  /** Removes some of the oldest with their events; 0 when nothing is old enough any more. */
  @Transactional
  public int prune() {
    return records.prune(settings.retention(), BATCH);
  }
}
