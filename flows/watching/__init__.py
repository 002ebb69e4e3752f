"""How a watch, a folder of TOML files, is read and checked. `flows.watch` is the door."""
