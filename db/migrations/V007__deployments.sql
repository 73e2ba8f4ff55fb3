create schema deployments;

create table deployments.deployments (
    id             bigint      generated always as identity primary key,
    -- Apps live in a schema that is built on this one: it removes what belongs to one before it goes.
    app_id         uuid        not null,
    owner_id       uuid        not null,
    cause          text        not null
                               check (cause in ('CREATED', 'REDEPLOYED', 'PUSHED', 'ROLLED_BACK', 'STARTED', 'RESTARTED')),
    -- The deployment whose image is run again.
    release_id     bigint      references deployments.deployments on delete set null,
    job_id         uuid,
    -- Everything that was asked for. What is secret in it is sealed with a key that is not in the database.
    spec           jsonb       not null,
    status         text        not null
                               check (status in ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING', 'FAILED', 'CANCELLED', 'STOPPED')),
    -- Whoever works on it has claimed it so often: what an earlier one writes is void.
    attempt        integer     not null default 0 check (attempt >= 0),
    phase          text,
    commit_sha     text        check (commit_sha ~ '^[0-9a-f]{40}$'),
    commit_author  text        check (length(commit_author) <= 300),
    commit_message text        check (length(commit_message) <= 2000),
    committed_at   timestamptz,
    image_id       text        check (image_id ~ '^sha256:[0-9a-f]{64}$'),
    container_id   text        check (container_id ~ '^[0-9a-f]{64}$'),
    address        text        check (length(address) <= 64),
    port           integer     check (port between 1 and 65535),
    error_code     text        check (length(error_code) <= 60),
    error_message  text        check (length(error_message) <= 2000),
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    live_at        timestamptz,
    check ((address is null) = (port is null))
);

create index deployments_of_app on deployments.deployments (app_id, id desc);
create unique index deployments_one_serves on deployments.deployments (app_id) where status = 'RUNNING';
create index deployments_under_way on deployments.deployments (app_id) where status in ('PENDING', 'BUILDING', 'DEPLOYING');

create table deployments.log_lines (
    deployment_id bigint      not null references deployments.deployments on delete cascade,
    seq           integer     not null,
    at            timestamptz not null,
    line          text        not null check (length(line) <= 4096),
    primary key (deployment_id, seq)
);
