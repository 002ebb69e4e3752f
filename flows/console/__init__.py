"""The command `claimwatch`: each module adds the commands of one subject to the one Typer application."""
