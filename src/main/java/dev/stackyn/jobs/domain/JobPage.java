package dev.stackyn.jobs.domain;

import java.util.List;

/** Some jobs, and how many there are in all. */
public record JobPage(List<Job> jobs, long total) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
