-- Whether a source that was cut off is converted as far as it is there.
alter table gateway_job add column allow_incomplete integer not null default 0;
-- What the owner of the MP3 should know: a line each, its code and a sentence.
alter table gateway_job add column result_warnings varchar(2000);
