-- What several nodes on one database share. Times here are the database's own: the clocks of nodes differ.

-- Who does what is done by one node at a time, and until when.
create table lease (
    name varchar(64) not null primary key,
    holder varchar(36) not null,
    until bigint not null
);

-- Tickets that nobody has used yet, by their SHA-256: who reads the table gets in nowhere (CWE-256).
create table ticket (
    digest bytea not null primary key,
    user_name varchar(255) not null,
    -- What the token allowed that it was given for, in JSON.
    caller text not null,
    expires_at bigint not null
);

create index ticket_user on ticket (user_name);
create index ticket_expiry on ticket (expires_at);

-- When it was stored, by which a node finds what others have withdrawn since it last looked.
alter table revocation add column stored_at bigint not null default 0;
update revocation set stored_at = revoked_at;
create index revocation_stored on revocation (stored_at);

-- One epoch for all of them, though two that start at once each want to make it.
alter table log add column single integer not null default 1;
create unique index log_single on log (single);
