create schema apps;

-- Deployments carry all they need of an app: what stands here is what the next one is made from.
create table apps.apps (
    id          uuid        primary key,
    -- Whoever deletes a user removes his apps first, containers and all: nothing cascades.
    owner_id    uuid        not null references identity.users,
    name        text        not null check (length(name) between 1 and 63),
    slug        text        not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$'),
    repo_url    text        not null check (length(repo_url) between 1 and 2048),
    -- Null: whatever the repository's default branch is.
    branch      text        check (length(branch) between 1 and 255),
    -- What the owner has set; everything else is at its default.
    settings    jsonb       not null default '{}'
                            check (jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 262144),
    memory_mb   integer     not null check (memory_mb > 0),
    -- Sealed: a token or the private half of a deploy key.
    credential  bytea       check (octet_length(credential) <= 65536),
    -- The public half, as the repository's host takes it.
    deploy_key  text        check (length(deploy_key) <= 1000),
    -- Since when the app is off because its owner's plan has lapsed, and whether it was on until then.
    disabled_at timestamptz,
    was_on      boolean     not null default false,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    check (disabled_at is not null or not was_on),
    constraint apps_slug unique (slug),
    constraint apps_name unique (owner_id, name)
);

create index apps_of_owner on apps.apps (owner_id, created_at desc, id desc);
create index apps_newest on apps.apps (created_at desc, id desc);
create index apps_disabled on apps.apps (owner_id) where disabled_at is not null;

create table apps.env_vars (
    id         bigint      generated always as identity primary key,
    app_id     uuid        not null references apps.apps on delete cascade,
    key        text        not null check (key ~ '^[A-Za-z_][A-Za-z0-9_]{0,127}$'),
    -- Sealed: 32 KiB of text and what the seal adds.
    value      bytea       not null check (octet_length(value) <= 33000),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint env_vars_key unique (app_id, key)
);
