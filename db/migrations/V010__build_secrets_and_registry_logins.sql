-- Whether builds may read it as well, by a secret mount; without the mark only the running app does.
alter table apps.env_vars add column build boolean not null default false;
