-- Times are milliseconds since 1970 (UTC).

create table auth_account (
    id               varchar(32)  not null primary key,
    email            varchar(254) not null unique,      -- normalised
    password_hash    varchar(255),                      -- PHC string; null: this account logs in elsewhere
    one_time         int          not null,             -- 1: the password must be changed before anything else
    self_made        int          not null,             -- 1: nobody has checked that the address is its owner's
    role             varchar(16)  not null,
    disabled         int          not null,
    epoch            int          not null,             -- grows with each change that ends the account's sessions
    epoch_changed_at bigint       not null,
    created_at       bigint       not null,
    last_login_at    bigint
);

create index auth_account_by_change on auth_account (epoch_changed_at);

-- Who logs in at an external issuer (OpenID Connect). The issuer is part of the key: subjects are unique within it only.
create table auth_federated_identity (
    issuer     varchar(255) not null,
    subject    varchar(255) not null,
    account_id varchar(32)  not null,
    primary key (issuer, subject)
);

create table auth_api_key (
    id           varchar(32)  not null primary key,
    account_id   varchar(32)  not null,
    name         varchar(100) not null,
    secret_hash  varchar(64)  not null unique,          -- SHA-256, hexadecimal: the secret has 256 random bits
    scopes       varchar(100) not null,                 -- separated by spaces
    created_at   bigint       not null,
    last_used_at bigint
);

create index auth_api_key_of_account on auth_api_key (account_id, created_at);

create table auth_signing_key (
    kid         varchar(64) not null primary key,
    public_key  text        not null,                   -- JWK (RFC 7517)
    private_key text        not null,                   -- JWK, encrypted
    created_at  bigint      not null,
    active_at   bigint      not null                    -- signs from then on; published before
);

create table auth_revoked_session (
    sid        varchar(64) not null primary key,
    revoked_at bigint      not null
);

create index auth_revoked_session_by_time on auth_revoked_session (revoked_at);
