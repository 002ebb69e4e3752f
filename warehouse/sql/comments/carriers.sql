comment on table carriers is 'One row per alert, side of it and outlet that tells what that side tells.';
comment on column carriers.side is 'before or after: which side of the alert the outlet carries';
comment on column carriers.via is 'the outlet that it names as where it has it from';
comment on column carriers.carried_at is 'UTC, since when it tells it: published, or else seen';
