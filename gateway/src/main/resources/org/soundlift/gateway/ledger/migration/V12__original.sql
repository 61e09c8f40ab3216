-- The file whose sound alone was uploaded, as its owner describes it; its length and where the
-- sound begins in it, in milliseconds.
alter table gateway_job add column original_bytes bigint;
alter table gateway_job add column original_millis bigint;
alter table gateway_job add column original_start bigint;
