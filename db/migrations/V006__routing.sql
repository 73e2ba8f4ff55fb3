create schema routing;

-- One row. Every change of a route raises it, and whoever raises it holds it until he commits: the changes of all
-- platforms stand in one line, and a router that has seen a number has seen everything before it.
create table routing.revision (
    id     boolean primary key default true check (id),
    number bigint  not null check (number >= 0)
);
insert into routing.revision (number) values (0);

create table routing.routes (
    -- The apps themselves come and go in a schema that is built on this one.
    app_id     uuid        primary key,
    state      text        not null check (state in ('SERVING', 'STARTING', 'STOPPED')),
    address    text        check (family(address::inet) in (4, 6)),
    port       integer     check (port between 1 and 65535),
    changed_at timestamptz not null default now(),
    check ((state = 'SERVING') = (address is not null and port is not null))
);

-- A host leads to one app, whoever asks for it second.
create table routing.hosts (
    host   text primary key check (host = lower(host) and length(host) between 1 and 253),
    app_id uuid not null references routing.routes on delete cascade
);
create index hosts_of_app on routing.hosts (app_id);

-- The routers of all platforms: what each has seen, and which old backends it still has requests at. Whoever stops
-- a backend looks here first.
create table routing.routers (
    id       uuid        primary key,
    revision bigint      not null,
    busy     text[]      not null default '{}',
    seen_at  timestamptz not null default now()
);
