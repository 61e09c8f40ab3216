-- An API key is not accepted from then on, in milliseconds since 1970. Without it, the key does not expire.
alter table auth_api_key add column expires_at bigint;
