"""The environment of a child process that must not know what this one knows."""

import os
import sys
from pathlib import Path

_KEPT = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TZ")


def bare_environment() -> dict[str, str]:
    """Return what a child needs to find our modules, and nothing that could be a secret."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
