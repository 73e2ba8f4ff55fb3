drop table apps.domains;
delete from routing.hosts where brought;
alter table routing.hosts drop column brought;
