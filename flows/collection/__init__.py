"""The steps of a run, free of Prefect: plan what is due, gather it, store it, so that each can be called alone."""
