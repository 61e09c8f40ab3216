-- The file whose sound alone was uploaded, as its owner describes it.
alter table gateway_job add column original_bytes bigint;
alter table gateway_job add column original_millis bigint;
