alter table apps.env_vars drop column build;
