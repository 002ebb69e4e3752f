-- For how long a feed called itself fresh: it is not asked again within.
alter table polls add column fresh_s double;
