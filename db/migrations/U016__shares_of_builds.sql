alter table deployments.build_tickets
    drop column at_once,
    drop column first;
