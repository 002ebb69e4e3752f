"""What can go wrong in flows, as exceptions that say what, where and what to do.

    FlowError
    ├── ConfigError      a watch that cannot be used as it is written (exit code 2)
    └── BusyError        another run holds the slot (exit code 4)

A bad feed or page is never one of these: it is an `extractors.values.Issue`, and the run goes on.
"""

from dataclasses import dataclass


class FlowError(Exception):
    """Base of what flows raises on purpose; everything else that escapes is a bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file. `key` is the dotted place, empty where the whole file is meant."""

    file: str
    key: str
    message: str

    def line(self) -> str:
        """Return `file: key: message`, without the key where there is none."""
        return ": ".join(part for part in (self.file, self.key, self.message) if part)


class ConfigError(FlowError):
    """A configuration file is wrong. `file`, `key` and `message` are of the first problem."""

    def __init__(self, file: str, key: str, message: str, *, more: tuple[Problem, ...] = ()) -> None:
        """Hold the first problem and, in `problems`, all of them in the order they were met."""
        self.file = file
        self.key = key
        self.message = message
        self.problems = (Problem(file=file, key=key, message=message), *more)
        super().__init__("\n".join(problem.line() for problem in self.problems))


class BusyError(FlowError):
    """Another run is at work. `holder` names it, so that a person can wait for it or look at it."""

    def __init__(self, holder: str) -> None:
        """Say who holds the slot and what to do."""
        self.holder = holder
        super().__init__(f"{holder} is still at work; wait until it has ended and try again")
