drop table routing.rules;
