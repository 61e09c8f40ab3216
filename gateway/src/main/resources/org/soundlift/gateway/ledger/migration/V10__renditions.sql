-- The job whose video a rendition is made of. Absent in jobs that came with a video of their own.
alter table gateway_job add column source_job varchar(32);
create index gateway_job_source on gateway_job (source_job);
