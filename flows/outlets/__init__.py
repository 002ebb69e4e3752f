"""Meeting the outlets: one guarded client, the addresses it may reach, the pace it keeps."""
