-- The keys of the batch's alerts that are stored.
select alerts.alert_key from alerts semi join batch using (alert_key)
