drop table deployments.last_words;
alter table apps.apps drop column privileges;
