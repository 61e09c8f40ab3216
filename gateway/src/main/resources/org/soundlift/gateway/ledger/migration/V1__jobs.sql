-- Times are milliseconds since 1970 (UTC), lengths of audio nanoseconds.

create table gateway_job (
    job_id             varchar(32)  not null primary key,
    owner              varchar(255) not null,
    status             varchar(16)  not null,
    attempt            int          not null,           -- grows with each retry by the owner
    revision           bigint       not null,           -- grows with each change of any job
    filename           text         not null,           -- as the owner sent it
    source_bytes       bigint       not null,
    source_nanos       bigint,
    quality            int,                             -- variable bit rate, or
    bitrate            int,                             -- constant bit rate, kbit/s
    channels           varchar(8),
    created_at         bigint       not null,
    queued_at          bigint       not null,
    started_at         bigint,
    finished_at        bigint,
    expired            int          not null,           -- 1: video and MP3 are no longer kept
    result_bytes       bigint,
    result_nanos       bigint,
    result_bitrate     int,
    result_sample_rate int,
    result_channels    int,
    result_sha256      varchar(64),
    error_code         varchar(40),
    error_detail       text
);

create index gateway_job_of_owner on gateway_job (owner, created_at, job_id);
create index gateway_job_by_status on gateway_job (status, queued_at, job_id);
create index gateway_job_by_end on gateway_job (finished_at);
create index gateway_job_by_revision on gateway_job (revision);

create table gateway_outbox (
    id      varchar(40) not null primary key,           -- sorts by arrival
    job_id  varchar(32) not null,
    attempt int         not null
);

create table gateway_idempotency (
    owner           varchar(255) not null,
    idempotency_key varchar(255) not null,
    job_id          varchar(32)  not null,
    created_at      bigint       not null,
    primary key (owner, idempotency_key)
);
