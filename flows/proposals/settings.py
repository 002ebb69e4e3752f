"""What a watch says of its model: `[model]` in watch.toml. Without that table no model is ever asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.errors import ConfigError
from flows.watching.tables import Table

CALLS = 200
SECONDS = 300.0
REPLY_BYTES = 262_144  # a reply with sixty quotes has about 30,000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """One endpoint and what a run may spend on it. `url` is the base, to which /chat/completions is added.

    `key_env` names the variable that holds the key; `private` allows http and addresses that are not public. A run
    makes at most `calls` calls, waits `seconds` in all, and reads `reply_bytes` of each reply.
    """

    url: str
    model: str
    key_env: str | None = None
    private: bool = False
    calls: int = CALLS
    seconds: float = SECONDS
    reply_bytes: int = REPLY_BYTES


def read_model(head: Table) -> ModelSettings | None:
    """Return the model of a watch, None where it has none; problems are written down in the table."""
    if not head.has("model"):
        return None
    table = head.table("model")
    private = table.flag("private") if table.has("private") else False
    settings = ModelSettings(
        url=_address(table, private=private),
        model=table.text("model"),
        key_env=_key_env(table),
        private=private,
        calls=_whole(table, "calls", CALLS),
        seconds=_amount(table, "seconds", SECONDS),
        reply_bytes=_whole(table, "reply_bytes", REPLY_BYTES),
    )
    table.end()
    return settings


def key_of(settings: ModelSettings, watch_id: str, environment: Mapping[str, str]) -> str:
    """Return the key that goes with every question, "" where the endpoint wants none.

    Raises:
        ConfigError: its variable is not set, or holds what no header can carry; the value is never shown.
    """
    if settings.key_env is None:
        return ""
    key = environment.get(settings.key_env, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        message = f"the environment variable {settings.key_env} is not set, or holds no key"
        raise ConfigError(f"{watch_id}/watch.toml", "model.key_env", message)
    return key


def _address(table: Table, *, private: bool) -> str:
    url = table.url().rstrip("/")
    if url.startswith("http:") and not private:
        table.wrong("url", "must start with https://, or `private = true` says that the model is in your own network")
    if "?" in url or "#" in url:
        table.wrong("url", "must be the base of the interface such as https://models.example/v1, without ? and #")
    return url


def _key_env(table: Table) -> str | None:
    name = table.optional_text("key_env")
    if name and not (name.isascii() and name.isidentifier() and name.isupper()):
        # The value is not repeated: it may be the key itself, put here by mistake.
        table.wrong("key_env", "must be the name of an environment variable such as CLAIMWATCH_MODEL_KEY")
    return name


def _amount(table: Table, key: str, default: float) -> float:
    value = table.number(key)
    return default if value is None else value


def _whole(table: Table, key: str, default: int) -> int:
    value = _amount(table, key, default)
    if value != value // 1:
        table.wrong(key, "must be a whole number")
    return int(value) if value != float("inf") else default
