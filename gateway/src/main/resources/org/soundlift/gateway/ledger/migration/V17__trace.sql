-- The trace of the request that has ordered the conversion (W3C Trace Context, header traceparent).
alter table gateway_job add column traceparent varchar(55);
