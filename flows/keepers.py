"""Who keeps a secret: an environment variable, or a Prefect Secret block. A watch names them and holds none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.errors import ConfigError
from flows.watching.tables import Table

_BLOCK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # as Prefect wants them


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Where a secret is kept: in the environment variable `name`, or in the Prefect Secret block of that name."""

    name: str
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """All secrets at hand, variable -> value and block -> value; `blocks` is None outside Prefect."""

    environment: Mapping[str, str] = field(repr=False)
    blocks: Mapping[str, str] | None = field(default=None, repr=False)

    def value(self, keeper: Keeper, file: str, key: str) -> str:
        """Return a secret that a header can carry.

        Raises:
            ConfigError: it is not there, or cannot be used; names `file` and `key`, and never shows the value.
        """
        if keeper.is_block and self.blocks is None:
            message = f"{keeper.name} is kept in Prefect, which only runs by Prefect read: name a variable instead"
            raise ConfigError(file, key, message)
        value = ((self.blocks or {}) if keeper.is_block else self.environment).get(keeper.name, "").strip()
        if not value or not value.isascii() or not value.isprintable():
            raise ConfigError(file, key, f"{shown(keeper)} is not set, or holds what no header can carry")
        return value


def shown(keeper: Keeper) -> str:
    """Return the name of a secret's place, for messages."""
    return f"the {'Prefect Secret' if keeper.is_block else 'environment variable'} {keeper.name}"


def read_keeper(table: Table, *, env: str, block: str) -> Keeper:
    """Return who keeps a secret: the block that the key `block` names, or else the variable that `env` names.

    Problems are written down in the table, without the value: it may be the secret itself, put there by mistake.
    """
    if table.has(block):
        name = table.text(block)
        if name and _BLOCK.fullmatch(name) is None:
            table.wrong(block, "must be the name of a Prefect Secret block such as harbour-cookie")
        return Keeper(name=name, is_block=True)
    name = table.text(env)
    if name and not (name.isascii() and name.isidentifier() and name.isupper()):
        table.wrong(env, "must be the name of an environment variable such as CLAIMWATCH_WEBHOOK_URL")
    return Keeper(name=name)
