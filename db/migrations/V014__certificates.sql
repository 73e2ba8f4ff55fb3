-- One row, raised by every change that routers have to follow: certificates, and answers to challenges.
create table routing.certificate_revision (
    id     boolean primary key default true check (id),
    number bigint  not null check (number >= 0)
);
insert into routing.certificate_revision (number) values (0);

-- One row for each name that should have a certificate; the columns about the certificate itself are empty until there
-- is one. The key is sealed with a key that the database does not have.
create table routing.certificates (
    name         text primary key check (name = lower(name) and length(name) between 1 and 255),
    -- The app whose owner brought it; none: it is ordered, and renewed, by the platform.
    uploaded_for uuid,
    chain        text check (length(chain) <= 200000),
    private_key  bytea,
    not_before   timestamptz,
    not_after    timestamptz,
    failures     integer not null default 0 check (failures >= 0),
    reason       text    not null check (length(reason) <= 2000),
    next_try     timestamptz,
    -- Until then the authority wants to hear nothing of this name.
    barred_until timestamptz,
    -- The revision of the last change of this row.
    revision     bigint  not null,
    check ((chain is null) = (private_key is null)),
    check ((chain is null) = (not_before is null)),
    check ((chain is null) = (not_after is null)),
    check (uploaded_for is null or (chain is not null and next_try is null))
);
create index certificates_due on routing.certificates (next_try) where next_try is not null;

-- What routers answer to an authority that looks whether a name leads here.
create table routing.challenges (
    name    text        not null,
    kind    text        not null check (kind in ('HTTP', 'TLS')),
    token   text        not null check (length(token) between 1 and 500),
    answer  text        not null check (length(answer) between 1 and 1000),
    made_at timestamptz not null default now(),
    primary key (name, kind, token)
);

-- What was ordered within the last hours, so that no authority is asked too often.
create table routing.certificate_orders (
    id         bigint generated always as identity primary key,
    name       text        not null,
    ordered_at timestamptz not null
);
create index certificate_orders_by_time on routing.certificate_orders (ordered_at);

-- Who this platform is to an authority, by its directory.
create table routing.acme_accounts (
    directory   text primary key check (length(directory) <= 1000),
    private_key bytea not null
);

-- How far a router follows the certificates; none: it serves no TLS.
alter table routing.routers add column certificates bigint;
