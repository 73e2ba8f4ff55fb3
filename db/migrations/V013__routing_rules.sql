-- What the router sees to for an app, whatever is deployed. An app without such rules has no row.
create table routing.rules (
    app_id              uuid     primary key references routing.routes on delete cascade,
    to_https            boolean  not null,
    www                 text     not null check (www in ('AS_ASKED', 'TO_WWW', 'TO_APEX')),
    login_user          text     check (length(login_user) between 1 and 64),
    -- An Argon2id hash with its salt: the password itself is nowhere.
    login_hash          text     check (login_hash like '$argon2id$%'),
    addresses           text[]   not null check (cardinality(addresses) <= 100),
    maintenance         boolean  not null,
    maintenance_message text     check (length(maintenance_message) between 1 and 500),
    rate_per_second     integer  check (rate_per_second between 1 and 100000),
    rate_burst          integer  check (rate_burst between 1 and 100000),
    rate_per_client     boolean,
    header_names        text[]   not null check (cardinality(header_names) <= 30),
    header_values       text[]   not null,
    most_body           bigint   check (most_body > 0),
    check ((login_user is null) = (login_hash is null)),
    check ((rate_per_second is null) = (rate_burst is null)),
    check ((rate_per_second is null) = (rate_per_client is null)),
    check (cardinality(header_names) = cardinality(header_values))
);
