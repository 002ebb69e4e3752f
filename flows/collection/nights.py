"""Tells when it is night in a country's newsrooms, by the table of the world's clocks. Pure but for that table."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

ENDS = 6
"""Night is from midnight to this hour."""

PRESS = {"CN": "Asia/Shanghai", "ES": "Europe/Madrid", "RU": "Europe/Moscow", "UA": "Europe/Kyiv"}
"""Countries with several clocks whose national press goes by one. Elsewhere it is night when it is on all of them."""


def is_night(country: str, at: datetime) -> bool:
    """Return whether it is night wherever a country (ISO 3166) has newsrooms; never in a country that is not known."""
    zones = _zones().get(country.upper(), ())
    return bool(zones) and all(at.astimezone(ZoneInfo(zone)).hour < ENDS for zone in zones)


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Return country -> the names of its time zones."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), zone)
    return found | {country: (zone,) for country, zone in PRESS.items()}
