alter table routing.routers drop column certificates;
drop table routing.acme_accounts;
drop table routing.certificate_orders;
drop table routing.challenges;
drop table routing.certificates;
drop table routing.certificate_revision;
