-- The program that decoded the sound, where that was not the usual FFmpeg.
alter table gateway_job add column result_decoder varchar(64);
