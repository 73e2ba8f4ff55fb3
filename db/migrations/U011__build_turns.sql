alter table deployments.deployments
    drop column queue_place,
    drop column waiting_reason;
drop table deployments.build_tickets;
