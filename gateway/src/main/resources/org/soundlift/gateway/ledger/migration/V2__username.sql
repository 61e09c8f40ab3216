-- The owner's name for people, beside the id in column owner.
alter table gateway_job add column username varchar(255) not null default 'anonymous';
