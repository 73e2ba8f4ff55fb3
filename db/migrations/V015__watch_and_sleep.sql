-- What became of the version before when this one took over: for a while it is kept beside it, ready to take its
-- place again, and the port is where it answered.
alter table deployments.deployments
    add column before_id         bigint,
    add column before_port       integer     check (before_port between 1 and 65535),
    add column watched_until     timestamptz,
    -- What the routers saw of the app's requests meanwhile.
    add column switch_requests   bigint      check (switch_requests >= 0),
    add column switch_failed     bigint      check (switch_failed between 0 and switch_requests),
    add column switch_longest_ms bigint      check (switch_longest_ms >= 0),
    -- It runs as far as anybody can tell, and is started by the next request.
    add column asleep            boolean     not null default false,
    add check (watched_until is null or (before_id is not null and before_port is not null)),
    add check ((switch_requests is null) = (switch_failed is null)
               and (switch_requests is null) = (switch_longest_ms is null));

-- Looked at all the time, and hardly ever more than a few.
create index deployments_watched on deployments.deployments (id) where watched_until is not null;

alter table routing.routes drop constraint routes_state_check;
alter table routing.routes
    add check (state in ('SERVING', 'STARTING', 'STOPPED', 'ASLEEP', 'BROKEN')),
    -- Why it could not be woken, in a word for programs.
    add column trouble text check (length(trouble) <= 100),
    add check ((state = 'BROKEN') = (trouble is not null));

-- What each router has counted of an app since it took its present backend, for those that ask for all of them.
create table routing.tallies (
    router     uuid    not null references routing.routers (id) on delete cascade,
    app_id     uuid    not null,
    address    text    not null,
    port       integer not null,
    -- At the present backend, at the one before since then, and until then: requests, failures, errors and the
    -- longest wait of each.
    counts     bigint[] not null check (cardinality(counts) = 12),
    primary key (router, app_id)
);
create index tallies_of_app on routing.tallies (app_id);

-- When any router last had a request for an app, to within a few seconds.
create table routing.visits (
    app_id uuid        primary key,
    at     timestamptz not null default now()
);
