-- Nothing that follows can change a setting.
set timezone = 'UTC';
set lock_configuration = true;
