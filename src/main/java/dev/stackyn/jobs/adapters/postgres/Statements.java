package dev.stackyn.jobs.adapters.postgres;

/**
 * What the queue says to PostgreSQL. Each statement moves jobs and writes their events in one, and
 * names no state that {@link dev.stackyn.jobs.domain.Move} does not allow.
 */
final class Statements {
  /** Jobs as columns. Ten minutes of waiting are worth one level of priority. */
  static final String ADD =
      """
      with v as (
        select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::bigint[],
                             ?::text[], ?::text[], ?::int[], ?::int[], ?::text[]) with ordinality
          as v(id, kind, owner_id, payload, facts, priority, delay, lane, unique_key, retries, count, actor, place)
      ),
      timed as (select v.*, now() + v.delay * interval '1 millisecond' as run_at from v),
      added as (
        insert into jobs.jobs
          (id, kind, owner_id, payload, facts, status, priority, run_at, ready, rank, lane, unique_key, retries, count)
        select id, kind, owner_id, payload::jsonb, facts::jsonb, 'PENDING', priority, run_at, delay = 0,
               run_at - priority * interval '10 minutes', lane, unique_key, retries, count
        from timed order by place
        on conflict (unique_key) where unique_key is not null and status = 'PENDING' and attempt = 0 do nothing
        returning id
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, to_status, attempt)
        select a.id, v.actor, 'PENDING', 0 from added a join v on v.id = a.id
      )
      select id from added
      """;

  /** As {@link #ADD}, for one: without arrays to be taken apart it costs a quarter less. */
  static final String ADD_ONE =
      """
      with v as (
        select ?::uuid as id, ?::text as kind, ?::uuid as owner_id, ?::jsonb as payload, ?::jsonb as facts,
               ?::int as priority, now() as now, ?::bigint as delay, ?::text as lane, ?::text as unique_key,
               ?::int as retries, ?::int as count
      ),
      added as (
        insert into jobs.jobs
          (id, kind, owner_id, payload, facts, status, priority, run_at, ready, rank, lane, unique_key, retries, count)
        select id, kind, owner_id, payload, facts, 'PENDING', priority,
               now + delay * interval '1 millisecond', delay = 0,
               now + delay * interval '1 millisecond' - priority * interval '10 minutes',
               lane, unique_key, retries, count
        from v
        on conflict (unique_key) where unique_key is not null and status = 'PENDING' and attempt = 0 do nothing
        returning id
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, to_status, attempt)
        select id, ?, 'PENDING', 0 from added
      )
      select id from added
      """;

  /**
   * Before statements over jobs that are known by their ids. How many of all jobs run changes
   * faster than PostgreSQL counts them: believing that none do, it would walk the table, or the
   * index of those that run, once for every job that is named, rather than take the primary key.
   */
  static final String BY_ID =
      "select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),"
          + " set_config('enable_mergejoin', 'off', true)";

  /**
   * Before a settlement: by id, and without waiting for the disk. What a crash of PostgreSQL undoes
   * of it is done again.
   */
  static final String IN_PASSING = BY_ID + ", set_config('synchronous_commit', 'off', true)";

  /**
   * Before a claim. Claims look at what runs, so none may run beside another; should a platform
   * fall silent in the midst of one, the rest wait for a few seconds at most. What a claim has
   * found it takes by id: PostgreSQL cannot know how few that are, and would walk the whole table.
   */
  static final String ONE_AT_A_TIME =
      IN_PASSING
          + ", set_config('idle_in_transaction_session_timeout', '5000', true),"
          + " pg_advisory_xact_lock(6022140857747474)";

  /**
   * Of each kind the first that fit, then the first of those: as many as there are hands free, and
   * of brief jobs as many as may stand in line for theirs.
   */
  static final String CLAIM =
      """
      with me as (select ?::int as hands, ?::int as brief, ?::uuid as worker, ?::text as actor),
      room as (
        select k.kind, k.brief,
               least(case when k.brief then me.brief else me.hands end,
                     k.at_once - (select count(*) from jobs.jobs r
                                  where r.status = 'RUNNING' and r.kind = k.kind and k.at_once is not null)) as room
        from me, unnest(?::text[], ?::int[], ?::boolean[]) as k(kind, at_once, brief)
      ),
      found as (
        select c.id, room.brief, row_number() over (partition by room.brief order by c.rank, c.seq) as place
        from room cross join lateral (
          select j.id, j.rank, j.seq
          from jobs.jobs j
          where j.status = 'PENDING' and j.ready and j.kind = room.kind
            and (j.lane is null or (
              not exists (select from jobs.jobs o where o.lane = j.lane and o.status = 'RUNNING')
              and not exists (select from jobs.jobs o
                              where o.lane = j.lane and o.status = 'PENDING' and o.seq < j.seq)))
          order by j.rank, j.seq
          limit greatest(room.room, 0)
          for update of j skip locked
        ) c
      ),
      claimed as (
        update jobs.jobs j
        set status = 'RUNNING', attempt = j.attempt + 1, worker = me.worker,
            started_at = now(), updated_at = now()
        from found, me
        where j.id = found.id and found.place <= case when found.brief then me.brief else me.hands end
        returning j.id, j.attempt, j.kind, j.payload::text as payload, j.owner_id, j.count, j.failures, j.retries,
                  j.lane is not null as laned, j.rank, j.seq
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, from_status, to_status, attempt)
        select id, me.actor, 'PENDING', 'RUNNING', attempt from claimed, me
      )
      select id, attempt, kind, payload, owner_id, count, failures, retries, laned
      from claimed order by rank, seq
      """;

  /**
   * Says that such a job runs, in words by which the planner does not come upon the index of those.
   */
  static final String RUNS = "j.worker is not null";

  /** What a job becomes by its settlement; one that somebody cancelled never waits again. */
  private static final String SETTLED =
      "case when j.cancel_asked_at is null then v.status else v.when_cancelled end";

  /**
   * Whose jobs they are is said by the side that names them: as a condition on the table alone,
   * PostgreSQL would believe, by statistics from a time when nothing ran, that it leaves no row,
   * walk the whole primary key for them, and look through all that is named for each it finds.
   */
  static final String SETTLE =
      """
      with v as materialized (
        select s.*, w.worker
        from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[],
                    ?::int[], ?::int[], ?::int[])
          as s(id, attempt, status, when_cancelled, failure, rest, why, processed, successful, failed),
          (select ?::uuid as worker) w
      ),
      moved as (
        update jobs.jobs j
        set status = %1$s,
            worker = null,
            completed_at = case when %1$s = 'PENDING' then null else now() end,
            failures = j.failures + v.failure,
            ready = v.rest = 0,
            run_at = case when v.rest = 0 then j.run_at else now() + v.rest * interval '1 millisecond' end,
            rank = case when v.rest = 0 then j.rank
                        else now() + v.rest * interval '1 millisecond' - j.priority * interval '10 minutes' end,
            error = case when v.failure = 1 or v.status = 'COMPLETED' then v.why else j.error end,
            processed = least(coalesce(v.processed, j.processed), j.count),
            successful = coalesce(v.successful, j.successful),
            failed = coalesce(v.failed, j.failed),
            updated_at = now()
        from v
        where j.id = v.id and j.attempt = v.attempt and j.worker = v.worker
        returning j.id, j.attempt, j.status, v.why
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, from_status, to_status, attempt, why)
        select id, ?, 'RUNNING', status, attempt, why from moved
      )
      select id from moved
      """
          .formatted(SETTLED);

  /** An attempt to compare with has only what runs: see {@link #SETTLE}. */
  static final String NOTE =
      """
      with v as (
        select * from unnest(?::uuid[], ?::int[], ?::int[], ?::int[], ?::int[], ?::text[])
          as v(id, attempt, processed, successful, failed, message)
      )
      update jobs.jobs j
      set processed = least(v.processed, j.count), successful = v.successful, failed = v.failed,
          message = left(v.message, 1000), updated_at = now()
      from v
      where j.id = v.id and v.attempt = case when j.worker is not null then j.attempt end
      returning j.id
      """;

  /** One job, by hand. A dead letter that waits again begins as if it were new. */
  static final String MOVE =
      """
      with v as (
        select ?::uuid as id, ?::text as from_status, ?::text as to_status, ?::text as actor, ?::text as why
      ),
      moved as (
        update jobs.jobs j
        set status = v.to_status,
            worker = null,
            completed_at = case when v.to_status = 'PENDING' then null else now() end,
            failures = case when v.from_status = 'FAILED' then 0 else j.failures end,
            error = case v.to_status when 'FAILED' then v.why else j.error end,
            run_at = case when v.to_status = 'PENDING' then now() else j.run_at end,
            rank = case when v.to_status = 'PENDING' then now() - j.priority * interval '10 minutes' else j.rank end,
            ready = true,
            cancel_asked_at = case when v.to_status = 'PENDING' then null else j.cancel_asked_at end,
            updated_at = now()
        from v
        where j.id = v.id and j.status = v.from_status
        returning j.id, j.attempt, v.actor, v.from_status, v.to_status, v.why
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, from_status, to_status, attempt, why)
        select id, actor, from_status, to_status, attempt, why from moved
      )
      select id from moved
      """;

  /** It stays what it is, and the event says who asked. */
  static final String ASK_TO_CANCEL =
      """
      with asked as (
        update jobs.jobs j
        set cancel_asked_at = now(), updated_at = now()
        where j.id = ?::uuid and %s and j.cancel_asked_at is null
        returning j.id, j.attempt
      )
      insert into jobs.job_events (job_id, actor, from_status, to_status, attempt, why)
      select id, ?, 'RUNNING', 'RUNNING', attempt, ? from asked
      """
          .formatted(RUNS);

  /** The oldest first; what somebody holds in hand is left for the next time. */
  static final String PRUNE =
      """
      with old as (
        select id from jobs.jobs
        where completed_at < now() - ? * interval '1 millisecond'
        order by completed_at
        limit ?
        for update skip locked
      ),
      forgotten as (delete from jobs.job_events e using old where e.job_id = old.id)
      delete from jobs.jobs j using old where j.id = old.id
      """;

  static final String READY =
      """
      with due as (
        select id from jobs.jobs
        where status = 'PENDING' and not ready and run_at <= now()
        order by run_at limit 1000
        for update skip locked
      )
      update jobs.jobs j set ready = true from due where j.id = due.id
      """;

  /**
   * A worker's death is not a failure of his jobs. But one that was begun twenty times, and never
   * ended, may be what he died of: that one is buried.
   */
  static final String TAKE_AWAY =
      """
      with lost as (
        select j.id, j.worker from jobs.jobs j
        where j.status = 'RUNNING'
          and not exists (select from jobs.workers w where w.id = j.worker and w.lease_until > now())
        limit 1000
        for update of j skip locked
      ),
      dead as (delete from jobs.workers where lease_until <= now()),
      moved as (
        update jobs.jobs j
        set status = case when j.cancel_asked_at is not null then 'CANCELLED'
                          when j.attempt - j.failures >= 20 then 'FAILED'
                          else 'PENDING' end,
            completed_at = case when j.cancel_asked_at is not null or j.attempt - j.failures >= 20 then now() end,
            error = case when j.attempt - j.failures >= 20 then 'too many workers died with it' else j.error end,
            worker = null, ready = true, updated_at = now()
        from lost
        where j.id = lost.id
        returning j.id, j.attempt, j.status, lost.worker
      ),
      logged as (
        insert into jobs.job_events (job_id, actor, from_status, to_status, attempt, why)
        select id, 'system', 'RUNNING', status, attempt, 'worker ' || worker || ' died' from moved
      )
      select id from moved
      """;

  private Statements() {}
}
