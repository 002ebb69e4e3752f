"""What the exit codes mean, and how errors on purpose become a line on standard error and a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum

import typer

from extractors.errors import ExtractError
from flows.errors import BusyError, ConfigError, FlowError
from warehouse.errors import Busy, NotFound, WarehouseError


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    BUSY = 4


_home: ContextVar[str] = ContextVar("home", default="")


def hint_home(option: str) -> None:
    """Take the option that hints must name, " --home DIR", so that they can be typed as they are; "" for none."""
    _home.set(option)


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn what we raise on purpose, and files that cannot be used, into a message and an exit code; bugs pass."""
    try:
        yield
    except (BusyError, Busy) as error:
        raise fail(str(error), Exit.BUSY) from error
    except (ConfigError, ExtractError) as error:
        raise fail(str(error), Exit.USAGE) from error
    except NotFound as error:
        begin = f"claimwatch{_home.get()} run"
        raise fail(f"{error} Begin with: {begin} (or name another folder with --home).", Exit.FAILED) from error
    except (FlowError, WarehouseError) as error:
        raise fail(str(error), Exit.FAILED) from error
    except OSError as error:
        if error.filename is None:  # a closed pipe, or a bug: files have names
            raise
        raise fail(f"{error.filename} can not be used: {error.strerror}.", Exit.FAILED) from error


def fail(message: str, code: Exit) -> typer.Exit:
    """Print a message on standard error and return the exception that ends the command with `code`."""
    typer.secho(message, err=True, fg=typer.colors.RED)
    return typer.Exit(code)
