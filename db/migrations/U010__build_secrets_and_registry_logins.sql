drop table apps.registry_logins;
alter table apps.env_vars drop column build;
