package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.ports.Timetable;
import io.micronaut.scheduling.cron.CronExpression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;

@Singleton
final class CronTimetable implements Timetable {
  @Override
  public Instant next(String cron, Instant after) {
    return CronExpression.create(cron).nextTimeAfter(after.atZone(ZoneOffset.UTC)).toInstant();
  }
}
