"""A local Prefect: what starts, serves, tracks and recovers the runs."""
