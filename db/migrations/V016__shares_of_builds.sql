-- What the owner's plan says: how many of his builds may run at once, and whether he comes before others who
-- have as many.
alter table deployments.build_tickets
    add column at_once integer not null default 1 check (at_once > 0),
    add column first   boolean not null default false;
