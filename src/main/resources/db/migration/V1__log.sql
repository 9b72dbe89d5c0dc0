-- The log of notifications, in SQL that SQLite and PostgreSQL both read. Times are milliseconds since 1970.

-- What tells one life of this database from another: a stream that does not exist yet has this epoch and the offset 0.
-- After a restore from a backup both it and those of all streams must change, or clients would take new offsets for old ones.
create table log (
    epoch bigint not null
);

-- One destination. Its row gives out the offsets, in the transaction that appends.
create table stream (
    id bigint not null primary key,
    name text not null unique,
    epoch bigint not null,
    head bigint not null,
    -- What retention has taken ends here: a position before it cannot be recovered.
    tail bigint not null,
    -- Of a user's queue: how many have not been read.
    unread bigint not null
);

create table notification (
    stream bigint not null,
    stream_offset bigint not null,
    id bytea not null,
    type text,
    collapse_key text,
    headers text,
    content_type text not null,
    payload bytea not null,
    accepted_at bigint not null,
    expires_at bigint,
    -- Of a user's queue: when the user read it, and when a client first acknowledged it.
    read_at bigint,
    acked_at bigint,
    primary key (stream, stream_offset)
);

create unique index notification_id on notification (id);
create index notification_key on notification (stream, collapse_key) where collapse_key is not null;
create index notification_expiry on notification (expires_at) where expires_at is not null;

-- What became of a notification in a user's queue, by session.
create table delivery (
    stream bigint not null,
    stream_offset bigint not null,
    session text not null,
    sent_at bigint,
    acked_at bigint,
    primary key (stream, stream_offset, session)
);

-- What is to be appended at its time; the id is the notification's own.
create table scheduled (
    id bytea not null primary key,
    destination text not null,
    deliver_at bigint not null,
    type text,
    collapse_key text,
    headers text,
    content_type text not null,
    payload bytea not null,
    accepted_at bigint not null,
    -- How long it lives from its delivery on.
    ttl bigint
);

create index scheduled_time on scheduled (deliver_at);

-- The first answer to a request with an Idempotency-Key, and what it was an answer to.
create table idempotency (
    caller text not null,
    idempotency_key text not null,
    fingerprint bytea not null,
    status integer not null,
    answer bytea not null,
    created_at bigint not null,
    primary key (caller, idempotency_key)
);

create index idempotency_age on idempotency (created_at);
