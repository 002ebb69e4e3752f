-- The readings of the batch that are stored: version and rules.
select readings.version_id, readings.rules_version
from readings
semi join batch using (version_id, rules_version)
