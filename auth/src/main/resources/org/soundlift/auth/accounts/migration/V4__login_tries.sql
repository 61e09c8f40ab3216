-- Failed log-ins, so that the limits on guessing hold for all auth processes together. Times are milliseconds since 1970 (UTC).

create table auth_login_pair (
    account  varchar(64) not null,                      -- SHA-256 of the address that was tried, hexadecimal
    network  varchar(64) not null,                      -- an IPv4 address, or the /64 of an IPv6 address
    failures int         not null,
    last_at  bigint      not null,                      -- of the last try
    next_at  bigint      not null,                      -- the next try may be made then
    home     int         not null,                      -- 1: the owner has logged in from this network
    primary key (account, network)
);

create index auth_login_pair_by_time on auth_login_pair (last_at);

create table auth_login_network (
    network     varchar(64) not null primary key,
    millitokens bigint      not null,                   -- thousandths of tries that are left, at that time; below zero it is in debt
    filled_at   bigint      not null
);
