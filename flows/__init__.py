"""When and with whom: network, clock, Prefect, people. The only room that knows the other two."""
