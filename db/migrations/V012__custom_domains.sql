-- Names that owners bring stay with the app whatever is deployed; the others come with each deployment.
alter table routing.hosts add column brought boolean not null default false;

-- Who wants which name. Several may ask for one: it belongs to whoever proves it, and is routed only then.
create table apps.domains (
    app_id      uuid        not null references apps.apps (id) on delete cascade,
    host        text        not null check (host = lower(host) and length(host) between 4 and 253),
    token       text        not null check (length(token) between 16 and 100),
    active      boolean     not null default false,
    reason      text        not null check (length(reason) <= 1000),
    created_at  timestamptz not null default now(),
    checked_at  timestamptz,
    primary key (app_id, host)
);
create index domains_of_host on apps.domains (host);
create index domains_to_check on apps.domains (checked_at nulls first) where not active;
