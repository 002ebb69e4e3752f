"""The made-up press: its files, its pages, its server, and the events planted in it."""
