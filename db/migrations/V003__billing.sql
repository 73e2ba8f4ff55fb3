create schema billing;

create table billing.plans (
    name              text     primary key check (name ~ '^[a-z][a-z0-9_]{0,29}$'),
    display_name      text     not null check (length(display_name) between 1 and 60),
    price_cents       integer  not null check (price_cents >= 0),
    apps              integer  not null check (apps > 0),
    memory_mb         integer  not null check (memory_mb > 0),
    disk_mb           integer  not null check (disk_mb > 0),
    concurrent_builds integer  not null check (concurrent_builds > 0),
    features          text[]   not null
                               check (features <@ array['ALWAYS_ON', 'AUTO_DEPLOY', 'HEALTH_CHECKS', 'LOGS',
                                      'ZERO_DOWNTIME', 'WORKERS', 'PRIORITY_BUILDS', 'MANUAL_DEPLOY_ONLY'])
);

insert into billing.plans (name, display_name, price_cents, apps, memory_mb, disk_mb, concurrent_builds, features) values
    ('free',    'Free',       0, 1,  128,   512, 1, '{LOGS,MANUAL_DEPLOY_ONLY}'),
    ('starter', 'Starter', 1900, 1,  512,  5120, 1, '{ALWAYS_ON,AUTO_DEPLOY,HEALTH_CHECKS,LOGS}'),
    ('builder', 'Builder', 2900, 2, 1024, 10240, 1, '{ALWAYS_ON,AUTO_DEPLOY,HEALTH_CHECKS,LOGS}'),
    ('pro',     'Pro',     4900, 3, 2048, 20480, 1, '{ALWAYS_ON,AUTO_DEPLOY,HEALTH_CHECKS,LOGS,ZERO_DOWNTIME,PRIORITY_BUILDS}');

-- One row a user: what he has, whatever it came from.
create table billing.subscriptions (
    user_id           uuid        primary key references identity.users on delete cascade,
    plan              text        not null references billing.plans,
    -- Given by an administrator; counts before everything else while it is there.
    granted_plan      text        references billing.plans,
    status            text        not null check (status in ('TRIAL', 'ACTIVE', 'CANCELLED', 'EXPIRED')),
    trial_started_at  timestamptz not null,
    trial_ends_at     timestamptz not null check (trial_ends_at > trial_started_at),
    -- The payment provider's name for what was bought, and how new the news of it are.
    purchase_id       text        check (length(purchase_id) between 1 and 100),
    purchase_told_at  timestamptz,
    purchase_ends_at  timestamptz,
    reminded_at       timestamptz,
    check ((purchase_id is null) = (purchase_told_at is null)),
    check (purchase_ends_at is null or purchase_id is not null)
);

create index subscriptions_trials on billing.subscriptions (trial_ends_at) where status = 'TRIAL';
create index subscriptions_cancelled on billing.subscriptions (purchase_ends_at) where status = 'CANCELLED';
create index subscriptions_expired on billing.subscriptions (user_id) where status = 'EXPIRED';

-- What the payment provider has told already: each event counts once.
create table billing.webhook_events (
    hash        bytea       primary key check (length(hash) = 32),
    received_at timestamptz not null
);

create index webhook_events_age on billing.webhook_events (received_at);
