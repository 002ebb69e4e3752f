-- What an alert finds, and whether it is sent at once or listed in the digest; alerts from before all went at once.
alter table alerts add column finding varchar default '';
alter table alerts add column route varchar default 'now';
