-- Where programs of owners are told: for one job, or for all jobs of an owner that name none of their own.
alter table gateway_job add column callback_url text;

create table gateway_webhook (
    owner    varchar(255)  not null primary key,
    url      varchar(2048) not null,
    disabled int           not null                     -- 1: whoever is there has answered 410
);

create index gateway_idempotency_by_time on gateway_idempotency (created_at);
