"""Meeting the outlets: one guarded client, the addresses it may connect to, and the pace that it keeps."""
