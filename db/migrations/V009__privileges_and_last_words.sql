-- What an administrator allows an app beyond what every app may do; empty: nothing.
alter table apps.apps add column privileges jsonb not null default '{}'
    check (jsonb_typeof(privileges) = 'object' and octet_length(privileges::text) <= 4096);

-- What a version printed last, kept when its container goes. It is often why it had to.
create table deployments.last_words (
    deployment_id bigint      primary key references deployments.deployments (id) on delete cascade,
    text          text        not null check (octet_length(text) between 1 and 262144),
    at            timestamptz not null default now()
);
