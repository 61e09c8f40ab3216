-- Videos that a gateway fetches. A job has a URL until its video is here; the time until which its fetcher holds it is
-- null for all other jobs.
alter table gateway_job add column fetch_url text;
alter table gateway_job add column fetched_bytes bigint;
alter table gateway_job add column fetcher varchar(40);
alter table gateway_job add column fetches int;           -- how often it was begun
alter table gateway_job add column fetches_until bigint;

create index gateway_job_to_fetch on gateway_job (fetches_until);
