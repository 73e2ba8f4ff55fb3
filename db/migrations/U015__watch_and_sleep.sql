drop table routing.visits;
drop table routing.tallies;

-- Whoever does not know of sleep may start what slept.
update routing.routes set state = 'STOPPED', trouble = null where state in ('ASLEEP', 'BROKEN');
alter table routing.routes drop constraint routes_state_check;
alter table routing.routes
    drop column trouble,
    add check (state in ('SERVING', 'STARTING', 'STOPPED'));

alter table deployments.deployments
    drop column asleep,
    drop column switch_longest_ms,
    drop column switch_failed,
    drop column switch_requests,
    drop column watched_until,
    drop column before_port,
    drop column before_id;
