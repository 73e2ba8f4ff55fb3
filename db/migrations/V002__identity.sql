create schema identity;

create table identity.users (
    id             uuid        primary key,
    email          text        not null unique
                               check (length(email) between 3 and 255 and email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
    full_name      text        check (length(full_name) <= 200),
    company_name   text        check (length(company_name) <= 200),
    password_hash  text        check (password_hash like '$argon2id$%'),
    role           text        not null check (role in ('USER', 'ADMIN')),
    email_verified boolean     not null,
    -- Raised to make every session that was begun before worthless.
    token_version  integer     not null default 1 check (token_version > 0),
    suspended_at   timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);

create index users_newest on identity.users (created_at desc, id desc);
create index users_admins on identity.users (id) where role = 'ADMIN';

-- One row at most: of several platforms that start at once on an empty database, one makes the first administrator.
create table identity.first_admin (
    only_row boolean     primary key default true check (only_row),
    made_at  timestamptz not null
);

create table identity.one_time_codes (
    id         bigint      generated always as identity primary key,
    email      text        not null check (length(email) <= 255),
    purpose    text        not null check (purpose in ('SIGN_IN', 'RESET')),
    code_hash  bytea       not null check (length(code_hash) = 32),
    -- Whoever asked for it: bounds how much mail one address can cause.
    address    text        not null check (length(address) <= 64),
    tries      integer     not null default 0 check (tries >= 0),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    used_at    timestamptz
);

create index one_time_codes_newest on identity.one_time_codes (email, purpose, id desc);
create index one_time_codes_of_address on identity.one_time_codes (address, created_at);
create index one_time_codes_age on identity.one_time_codes (created_at);

create table identity.sessions (
    id            uuid        primary key,
    user_id       uuid        not null references identity.users on delete cascade,
    -- The user's token_version this session is good for; the session that changes the password is carried along.
    token_version integer     not null check (token_version > 0),
    address       text        not null check (length(address) <= 64),
    agent         text        not null check (length(agent) <= 300),
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null,
    revoked_at    timestamptz
);

create index sessions_of_user on identity.sessions (user_id, created_at desc);
create index sessions_age on identity.sessions (expires_at);

create table identity.refresh_tokens (
    hash       bytea       primary key check (length(hash) = 32),
    session_id uuid        not null references identity.sessions on delete cascade,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create index refresh_tokens_of_session on identity.refresh_tokens (session_id);

create table identity.api_tokens (
    id           uuid        primary key,
    user_id      uuid        not null references identity.users on delete cascade,
    name         text        not null check (length(name) between 1 and 63),
    hash         bytea       not null unique check (length(hash) = 32),
    scopes       text[]      not null check (cardinality(scopes) > 0 and scopes <@ array['READ', 'DEPLOY', 'ADMIN']),
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create index api_tokens_of_user on identity.api_tokens (user_id, created_at desc);

create table identity.totp (
    user_id      uuid        primary key references identity.users on delete cascade,
    -- Encrypted with a key that is not in the database.
    secret       bytea       not null,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    -- The last time step a code was taken for: none is taken twice.
    last_step    bigint      not null default 0,
    failures     integer     not null default 0 check (failures >= 0),
    locked_until timestamptz
);

create table identity.recovery_codes (
    user_id uuid        not null references identity.users on delete cascade,
    hash    bytea       not null check (length(hash) = 32),
    used_at timestamptz,
    primary key (user_id, hash)
);
