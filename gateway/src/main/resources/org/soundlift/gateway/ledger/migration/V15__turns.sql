-- Owners take turns: an order names its owner's share of the service, and how urgent it is.
alter table gateway_outbox add column share varchar(255) not null default '';
alter table gateway_outbox add column priority int not null default 0;    -- higher ones are first

create index gateway_outbox_of_job on gateway_outbox (job_id);
create index gateway_outbox_in_turn on gateway_outbox (share, priority, id);
create index gateway_job_waiting on gateway_job (status, owner, queued_at, job_id, fetches_until);
