-- All options of the job, as a JSON object. Absent in rows of before: these have some in columns of their own.
alter table gateway_job add column options text;
