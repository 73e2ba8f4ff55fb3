create schema accounts;

-- What administrators know a user by: a number and a name, notes, and the job he was made by. All else about him
-- stands in identity.users and is not repeated. Once he is gone the row keeps the number and the place in the job,
-- so that neither is given away again, and nothing that says who he was.
create table accounts.accounts (
    id         bigint      generated always as identity primary key,
    user_id    uuid        unique references identity.users on delete cascade,
    username   text        check (username ~ '^[A-Za-z0-9._+-]{1,63}$'),
    -- Jobs are forgotten in time: no reference.
    job_id     uuid,
    item       integer     check (item > 0),
    notes      text        check (length(notes) between 1 and 2000),
    -- The suspension that is a ban, by its moment: one that comes later is not.
    banned_at  timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    unique (job_id, item),
    check ((job_id is null) = (item is null)),
    check ((deleted_at is null) = (user_id is not null)),
    check ((deleted_at is null) = (username is not null)),
    check (deleted_at is null or (notes is null and banned_at is null))
);

create unique index accounts_username on accounts.accounts (lower(username));
create index accounts_newest on accounts.accounts (created_at desc, id desc) where deleted_at is null;

-- Whoever has been here before this has an account too. Of several with the same name in their addresses, the first
-- gets it; the others carry the end of their ids with it.
insert into accounts.accounts (user_id, username, created_at, updated_at)
select id, case place when 1 then name else name || '-' || right(id::text, 12) end, created_at, created_at
  from (select id, created_at, name, row_number() over (partition by name order by created_at, id) as place
          from (select id, created_at, left(regexp_replace(split_part(email, '@', 1), '[^a-z0-9._+-]', '-', 'g'), 50) as name
                  from identity.users) as named) as placed
 order by created_at, id;

-- Accounts as they are shown.
create view accounts.account_list as
select a.id,
       a.user_id,
       u.email,
       a.username,
       case when u.suspended_at = a.banned_at then 'BANNED'
            when u.suspended_at is not null then 'SUSPENDED'
            when not u.email_verified then 'PENDING'
            else 'ACTIVE' end as status,
       u.email_verified as verified,
       a.job_id,
       a.notes,
       a.created_at,
       greatest(a.updated_at, u.updated_at) as updated_at
  from accounts.accounts a
  join identity.users u on u.id = a.user_id;

create table accounts.invitations (
    hash       bytea       primary key check (length(hash) = 32),
    user_id    uuid        not null references identity.users on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    used_at    timestamptz
);

create index invitations_of_user on accounts.invitations (user_id);
create index invitations_age on accounts.invitations (expires_at);

-- How accounts are provisioned.
create table accounts.settings (
    only_row        boolean     primary key default true check (only_row),
    worker_count    integer     not null default 1 check (worker_count between 1 and 10),
    retry_count     integer     not null default 3 check (retry_count between 0 and 10),
    timeout_seconds integer     not null default 30 check (timeout_seconds between 10 and 120),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);

insert into accounts.settings default values;
