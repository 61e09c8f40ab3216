-- A password that was made for an account and not changed by its owner is good until then; null: without end.
alter table auth_account add column one_time_until bigint;
