-- What administrators have done. Times are milliseconds since 1970 (UTC).
create table gateway_audit (
    id      varchar(40)  not null primary key,          -- sorts by time
    done_at bigint       not null,
    actor   varchar(255) not null,                      -- e-mail address, or another name
    action  varchar(40)  not null,
    subject text         not null
);

create index gateway_audit_by_time on gateway_audit (done_at);

-- The sentence that all users see, if there is one: one row at most.
create table gateway_announcement (
    id           int    not null primary key,
    words        text   not null,
    announced_at bigint not null
);
