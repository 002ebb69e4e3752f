"""What a watch says of the public archive that keeps the pages of its alerts: `[archive]` in watch.toml."""

from dataclasses import dataclass

from flows.watching.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """The archive of a watch: the page's address is added to `url`. `private` allows http and private addresses."""

    url: str
    private: bool = False


def read_archive(head: Table) -> ArchiveSettings | None:
    """Return the archive that watch.toml names in `[archive]`, None where it names none; problems go to the table."""
    if not head.has("archive"):
        return None
    table = head.table("archive")
    private = table.flag("private") if table.has("private") else False
    settings = ArchiveSettings(url=table.url(), private=private)
    if settings.url.startswith("http:") and not private:
        table.wrong("url", "must start with https://, or `private = true` says that the archive is in your own network")
    table.end()
    return settings
