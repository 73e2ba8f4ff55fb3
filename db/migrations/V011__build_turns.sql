-- Who builds on which Docker engine, and who waits for it. A ticket is good as long as its holder says so
-- again and again: that of a process that was killed lapses by itself.
create table deployments.build_tickets (
    deployment_id bigint      primary key references deployments.deployments (id) on delete cascade,
    owner_id      uuid        not null,
    engine        text        not null check (length(engine) between 1 and 255),
    -- One attempt: a later one of the same deployment takes the ticket over.
    holder        uuid        not null,
    building      boolean     not null default false,
    lease_until   timestamptz not null
);

create index build_tickets_of_engine on deployments.build_tickets (engine, deployment_id);

-- Where a deployment stands in that line, for people to read.
alter table deployments.deployments
    add column queue_place    integer check (queue_place > 0),
    add column waiting_reason text check (length(waiting_reason) <= 1000),
    add check ((queue_place is null) = (waiting_reason is null));
