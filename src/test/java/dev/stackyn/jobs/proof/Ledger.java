package dev.stackyn.jobs.proof;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database says of jobs and of their effects, asked behind everybody's back. */
final class Ledger {
  private final External location;

  Ledger(External location) {
    this.location = location;
  }

  /** Where handlers leave their effects. The schema of the jobs has to be there. */
  void open() {
    execute(
        """
        create schema proof;
        create table proof.effects (job_id uuid primary key, applied integer not null);
        create table proof.fenced (
          seq bigint generated always as identity, job_id uuid not null, attempt integer not null);
        -- The platform has duties of its own, which come up whenever their time is.
        create view proof.jobs as select * from jobs.jobs where kind like 'proof%';
        """);
  }

  /** For what comes next. */
  void clear() {
    execute("truncate jobs.jobs, jobs.job_events, proof.effects, proof.fenced");
  }

  long count(String fromWhere) {
    return Long.parseLong(column("select count(*) " + fromWhere).getFirst());
  }

  /** The first column of every row, as text. */
  List<String> column(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long unfinished() {
    return count("from proof.jobs where status in ('PENDING', 'RUNNING')");
  }

  /** A number that changes whenever anything happens to any job. */
  long changes() {
    return count("from jobs.job_events");
  }

  /** Holds of every history, whatever it consists of. */
  void requireSoundHistories() {
    requireNone(
        "jobs without exactly one end",
        """
        from (select j.id from proof.jobs j join jobs.job_events e on e.job_id = j.id
              where e.to_status in ('COMPLETED', 'FAILED', 'CANCELLED')
              group by j.id having count(*) = 1) ended
        right join proof.jobs all_jobs on all_jobs.id = ended.id where ended.id is null
        """);
    requireNone(
        "jobs that are not as their last event says",
        """
        from proof.jobs j
        where j.status <> (select e.to_status from jobs.job_events e where e.job_id = j.id order by e.id desc limit 1)
        """);
    requireNone(
        "events that do not begin where the one before ended",
        """
        from (select from_status, lag(to_status) over (partition by job_id order by id) as before from jobs.job_events) e
        where from_status is distinct from before
        """);
    requireNone(
        "attempts that began or ended twice",
        """
        from (select from jobs.job_events
              where from_status is distinct from to_status and 'RUNNING' in (from_status, to_status)
              group by job_id, attempt, from_status having count(*) > 1) twice
        """);
  }

  /** Of jobs that all completed. */
  void requireEveryEffectOnce() {
    requireNone("jobs that did not complete", "from proof.jobs where status <> 'COMPLETED'");
    requireNone(
        "jobs whose effect was not applied exactly once",
        "from proof.jobs j left join proof.effects e on e.job_id = j.id"
            + " where e.applied is distinct from 1");
    requireNone(
        "jobs without a write under the fence",
        "from proof.jobs j where not exists (select from proof.fenced f where f.job_id = j.id)");
    requireNone(
        "writes that got through the fence after a later attempt's",
        """
        from (select attempt, lag(attempt) over (partition by job_id order by seq) as before from proof.fenced) f
        where attempt < before
        """);
  }

  void requireNone(String what, String fromWhere) {
    long found = count(fromWhere);
    if (found != 0) {
      throw new IllegalStateException("there are %d %s".formatted(found, what));
    }
  }

  private void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return Databases.connect(location);
  }
}
