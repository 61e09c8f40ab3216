-- Who made the MP3; until now that was FFmpeg.
alter table gateway_job add column result_encoder varchar(16) not null default 'ffmpeg';
