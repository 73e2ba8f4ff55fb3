create schema platform;

-- Who did what to the platform, and when. Rows are only ever added.
create table platform.audit_log (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    actor       text        not null check (length(actor) between 1 and 200),
    action      text        not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$' and length(action) <= 100),
    subject     text        check (length(subject) <= 200),
    detail      jsonb       not null default '{}',
    request_id  text        check (length(request_id) <= 128)
);

create index audit_log_newest on platform.audit_log (at desc, id desc);
