-- All options of the job, as a JSON object. Absent in rows of before: these have some in columns of their own.
alter table gateway_job add column options text;
-- What was done with the sound, as a JSON object: loudness, tracks, channels.
alter table gateway_job add column result_facts text;
