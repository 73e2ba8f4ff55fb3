create schema jobs;

-- Who works on jobs, and for how long the others believe him to be alive. Whoever is not renewed in time
-- loses his jobs to the rest.
create table jobs.workers (
    id          uuid        primary key,
    host        text        not null check (length(host) between 1 and 255),
    started_at  timestamptz not null default now(),
    lease_until timestamptz not null
);

create table jobs.jobs (
    id              uuid        primary key,
    -- The order of enqueueing: ids are made on many machines, and their clocks differ.
    seq             bigint      generated always as identity,
    kind            text        not null check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
    -- A user's id, or nobody's: the platform's own. Users come and go in a schema that is built on this one.
    owner_id        uuid,
    payload         jsonb       not null check (pg_column_size(payload) <= 1048576),
    -- What of it may be shown.
    facts           jsonb       not null default '{}',
    status          text        not null check (status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    priority        integer     not null check (priority between -100 and 100),
    run_at          timestamptz not null,
    -- Whether run_at has come: what lies in the future must not stand in the way of what is due.
    ready           boolean     not null,
    -- run_at less ten minutes a priority. It makes claiming a walk along an index, and age count by itself.
    rank            timestamptz not null,
    lane            text        check (length(lane) between 1 and 200),
    unique_key      text        check (length(unique_key) between 1 and 200),
    -- Raised by every claim: what an earlier holder writes is told from it.
    attempt         integer     not null default 0 check (attempt >= 0),
    failures        integer     not null default 0 check (failures >= 0),
    retries         integer     not null check (retries between 0 and 100),
    worker          uuid,
    cancel_asked_at timestamptz,
    count           integer     not null default 1 check (count > 0),
    processed       integer     not null default 0 check (processed between 0 and count),
    successful      integer     not null default 0 check (successful >= 0),
    failed          integer     not null default 0 check (failed >= 0),
    message         text        check (length(message) <= 1000),
    error           text        check (length(error) <= 2000),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    started_at      timestamptz,
    completed_at    timestamptz,
    check ((status = 'RUNNING') = (worker is not null)),
    check ((status in ('COMPLETED', 'FAILED', 'CANCELLED')) = (completed_at is not null))
) with (
    -- Every job is updated twice at least, and the indexes below are walked all the time: dead rows go soon.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0.05
);

-- Each names only the few jobs it is for: however many are finished, claiming does not meet them.
create index jobs_ready on jobs.jobs (kind, rank, seq) where status = 'PENDING' and ready;
create index jobs_later on jobs.jobs (run_at) where status = 'PENDING' and not ready;
create index jobs_running on jobs.jobs (worker) where status = 'RUNNING';
create index jobs_lanes on jobs.jobs (lane, seq) where lane is not null and status in ('PENDING', 'RUNNING');
create unique index jobs_one_in_lane on jobs.jobs (lane) where lane is not null and status = 'RUNNING';
-- A job that waits for another try may meet a newer one with its key: only new ones are kept apart.
create unique index jobs_one_of_key on jobs.jobs (unique_key) where unique_key is not null and status = 'PENDING' and attempt = 0;
create index jobs_of_key on jobs.jobs (unique_key) where unique_key is not null and status = 'PENDING';
create index jobs_of_owner on jobs.jobs (owner_id, id desc) where owner_id is not null;
create index jobs_ended_badly on jobs.jobs (status, id desc) where status in ('FAILED', 'CANCELLED');
create index jobs_finished on jobs.jobs (completed_at) where completed_at is not null;

-- Every change of a job's state. The rows go with their job.
create table jobs.job_events (
    job_id      uuid        not null,
    id          bigint      generated always as identity,
    at          timestamptz not null default now(),
    actor       text        not null check (length(actor) between 1 and 200),
    from_status text,
    to_status   text        not null,
    attempt     integer     not null,
    why         text        check (length(why) <= 2000),
    primary key (job_id, id)
);

-- When what happens by itself happens next.
create table jobs.schedules (
    name    text        primary key check (length(name) between 1 and 100),
    rule    text        not null,
    next_at timestamptz not null,
    last_at timestamptz
);
