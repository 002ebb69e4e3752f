"""A watch: a folder of TOML files. How it is found, read and checked; `flows.watching.loading` is the door."""
