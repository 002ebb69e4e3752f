"""The report: what the watch saw, as one HTML page and as an Atom feed. Pure: no clock, no SQL, no network."""
