-- Uploads that arrive in pieces. Their bytes are in the media store, under the same id; so is the job that is made of one.
create table gateway_upload (
    upload_id  varchar(32)  not null primary key,
    owner      varchar(255) not null,
    username   varchar(255) not null,
    bytes      bigint       not null,                   -- of all pieces together
    metadata   text         not null,                   -- header Upload-Metadata, as it was sent
    created_at bigint       not null,
    expires_at bigint       not null,                   -- then it is forgotten, unless more comes
    done       int          not null,                   -- 1: it is a job
    writer     varchar(40)  not null,                   -- the request that writes a piece just now
    writes_until bigint     not null                    -- then another may, if that one has died
);

create index gateway_upload_of_owner on gateway_upload (owner);
create index gateway_upload_by_expiry on gateway_upload (expires_at);
