-- Which backup this database was put back from, in the operator's words (carillon.log.restored); empty where it never was.
alter table log add column restored text not null default '';
