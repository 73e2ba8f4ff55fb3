package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.ScheduleStore;
import dev.stackyn.jobs.ports.Timetable;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Enqueues what comes up by itself: each time once, however many platforms look. */
@Singleton
public class Schedules {
  private final List<Schedule> schedules;
  private final ScheduleStore store;
  private final Timetable timetable;
  private final JobQueue queue;

  public Schedules(
      Collection<Schedule> schedules, ScheduleStore store, Timetable timetable, JobQueue queue) {
    this.schedules = List.copyOf(schedules);
    this.store = store;
    this.timetable = timetable;
    this.queue = queue;
  }

  /** To be called when a platform starts: new schedules begin, changed ones begin anew. */
  @Transactional
  public void plan() {
    Instant now = store.now();
    for (Schedule schedule : schedules) {
      store.plan(schedule.name(), schedule.cron(), timetable.next(schedule.cron(), now));
    }
  }

  @Transactional
  public void enqueueDue() {
    for (Schedule schedule : schedules) {
      store
          .lockDue(schedule.name(), schedule.cron())
          .ifPresent(now -> {
            queue.enqueue(schedule.job().keyed("schedule:" + schedule.name()));
            store.advance(schedule.name(), timetable.next(schedule.cron(), now));
          });
    }
  }
}
