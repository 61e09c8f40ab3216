create table queue_message (
    id         varchar(40)  not null primary key, -- sorts by arrival
    queue      varchar(40)  not null,
    body       text         not null,
    attempts   int          not null,
    visible_at bigint       not null,             -- ms since 1970: nobody may claim it before
    claim      varchar(40)                        -- of who works on it until visible_at
);

create index queue_message_by_arrival on queue_message (queue, id);

create table queue_dead_letter (
    id       varchar(40)  not null primary key,
    queue    varchar(40)  not null,
    body     text         not null,
    attempts int          not null,
    reason   text         not null,
    died_at  bigint       not null                -- ms since 1970
);

create index queue_dead_letter_by_arrival on queue_dead_letter (queue, id);
