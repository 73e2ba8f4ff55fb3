create schema deployments;

-- Tells what this platform made on a Docker engine from what another one did. All nodes on this database
-- are one platform.
create table deployments.instance (
    one boolean primary key default true check (one),
    id  uuid    not null default gen_random_uuid()
);
insert into deployments.instance default values;

-- Apps and their owners live in schemas of their own, and may be gone before the last of this is: what
-- removes an app works on these rows until its containers are removed.
create table deployments.deployments (
    id             bigint      generated always as identity primary key,
    app_id         uuid        not null,
    owner_id       uuid        not null,
    requested_by   uuid        not null,
    trigger        text        not null check (trigger in ('CREATE', 'REDEPLOY', 'START', 'RESTART', 'ROLLBACK')),
    status         text        not null check (status in
                       ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING', 'FAILED', 'CANCELLED', 'STOPPED')),
    phase          text        check (phase in
                       ('FETCH', 'PLAN', 'BUILD', 'PREPARE', 'START', 'READY', 'SWITCH', 'RETIRE')),
    -- The job that does it, and which of its attempts may write.
    job_id         uuid,
    attempt        integer     not null default 0,
    slug           text        not null check (length(slug) between 1 and 63),
    host           text        check (length(host) <= 255),
    ref            text        check (length(ref) <= 255),
    commit_sha     text        check (commit_sha ~ '^[0-9a-f]{40}$'),
    commit_author  text        check (length(commit_author) <= 1000),
    commit_message text        check (length(commit_message) <= 10000),
    committed_at   timestamptz,
    image          text        check (image ~ '^sha256:[0-9a-f]{64}$'),
    image_kept     boolean     not null default false,
    container      text        check (container ~ '^[0-9a-f]{64}$'),
    -- Whose image is run again, and who has built it.
    release_of     bigint,
    -- Everything a worker needs to know of the app, secrets included, sealed.
    spec           bytea       not null check (octet_length(spec) <= 16777216),
    error_code     text        check (length(error_code) <= 100),
    error          text        check (length(error) <= 10000),
    created_at     timestamptz not null default now(),
    updated_at     timestamptz not null default now(),
    begun_at       timestamptz,
    live_at        timestamptz,
    ended_at       timestamptz,
    check ((commit_sha is null) = (commit_message is null)),
    check (not image_kept or image is not null),
    check (status not in ('RUNNING', 'STOPPED') or live_at is not null)
);

create index deployments_of_app on deployments.deployments (app_id, id desc);
-- Of each app one waits, one is worked on, and one serves, at most.
create unique index deployments_one_waits on deployments.deployments (app_id) where status = 'PENDING';
create unique index deployments_one_under_way on deployments.deployments (app_id) where status in ('BUILDING', 'DEPLOYING');
create unique index deployments_one_runs on deployments.deployments (app_id) where status = 'RUNNING';
-- What an app is now, out of all it has been.
create index deployments_present on deployments.deployments (app_id) where status in ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING');
create index deployments_live on deployments.deployments (app_id, id desc) where live_at is not null;

-- What people read while a deployment goes on, in the pieces it was written in.
create table deployments.log_pieces (
    deployment_id bigint      not null references deployments.deployments (id) on delete cascade,
    number        integer     not null check (number > 0),
    text          text        not null check (octet_length(text) between 1 and 65536),
    at            timestamptz not null default now(),
    primary key (deployment_id, number)
);
