-- Limits of one account that differ from the usual ones; null: as usual.
create table gateway_limits (
    owner           varchar(255) not null primary key,
    waiting_jobs    int,
    bytes_a_day     bigint,
    minutes_a_month int
);

-- The sound that was converted for each share of the service, by calendar month (UTC). Jobs that are deleted stay counted.
create table gateway_converted (
    share        varchar(255) not null,
    month        varchar(7)   not null,                 -- as in 2026-11
    milliseconds bigint       not null,
    primary key (share, month)
);
