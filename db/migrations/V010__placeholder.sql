-- Holds the number: what it stands for comes from another branch.
select 1;
