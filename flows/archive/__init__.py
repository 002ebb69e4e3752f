"""WARC archives: what was fetched, handed over; and what others captured, read in as if we had fetched it then."""
