-- What several nodes on one database share. Times here are the database's own: the clocks of nodes differ.

-- Who does what is done by one node at a time, and until when.
create table lease (
    name varchar(64) not null primary key,
    holder varchar(36) not null,
    until bigint not null
);
