-- When it was appended, which for a scheduled one is not when it was accepted: from then on its age counts.
alter table notification add column stored_at bigint not null default 0;
update notification set stored_at = accepted_at;

-- Nobody has to read what goes to a topic: those count as read, so that an index of the unread holds users' queues only.
update notification set read_at = accepted_at
where read_at is null and stream in (select id from stream where name like 'topic:%');

create index notification_unread on notification (stream, stream_offset) where read_at is null;
