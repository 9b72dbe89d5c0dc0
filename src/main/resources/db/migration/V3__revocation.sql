-- Tokens that were withdrawn before their time: the one with this id, or, where it is empty, all that the user had then.
create table revocation (
    user_name varchar(255) not null,
    token varchar(255) not null,
    revoked_at bigint not null,
    primary key (user_name, token)
);
