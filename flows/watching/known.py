"""Finds a watch by what a person calls it: a shipped name, a folder, or the shipped coverage of the demo."""

from flows.watching.loading import Watch, load_watch

DEMO = "shipped-coverage"


def find_watch(name_or_path: str) -> Watch:
    """Return the watch of that name or folder, checked.

    Raises:
        ConfigError: there is none, or it is wrong; the message names file and key.
    """
    if name_or_path == DEMO:
        from flows.coverage.watch import coverage_watch  # its pages are read only where they are wanted

        return coverage_watch()
    return load_watch(name_or_path)
