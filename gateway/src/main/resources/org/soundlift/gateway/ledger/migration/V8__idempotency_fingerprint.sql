-- What the request of the key asked for and sent, in short. Requests of earlier versions have none.
alter table gateway_idempotency add column fingerprint varchar(64);
