-- What only one of several gateways may do at a time.
create table gateway_lease (
    name   varchar(40) not null primary key,
    holder varchar(40) not null,
    ends_at bigint     not null                         -- ms since 1970: then anybody may take it
);

insert into gateway_lease (name, holder, ends_at) values ('outbox', '', 0);
