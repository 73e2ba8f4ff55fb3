-- Whether builds may read it as well, by a secret mount; without the mark only the running app does.
alter table apps.env_vars add column build boolean not null default false;

-- Who may pull from which registry.
create table apps.registry_logins (
    id         bigint      generated always as identity primary key,
    -- Null: for every app, given by an administrator.
    app_id     uuid        references apps.apps on delete cascade,
    -- As images' names begin with it; Docker Hub is docker.io.
    host       text        not null check (length(host) between 1 and 255),
    username   text        not null check (length(username) between 1 and 255),
    -- Sealed: 16 KiB of text and what the seal adds.
    password   bytea       not null check (octet_length(password) <= 17000),
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create unique index registry_logins_of_app on apps.registry_logins (app_id, host) where app_id is not null;
create unique index registry_logins_of_platform on apps.registry_logins (host) where app_id is null;
