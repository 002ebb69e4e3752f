"""Ground and lengths of time as figures: square kilometres, hectares, and how long something lasted."""

from dataclasses import replace
from types import MappingProxyType

from extractors.reading.counted import Sort
from extractors.reading.mentions import CUE_LEFT, made
from extractors.reading.scenes import Mention, Quantity, Scene
from extractors.values import Bound

_MONTH = 30
LENGTHS = {"day": 1, "week": 7, "month": _MONTH}
_WRITTEN = MappingProxyType({"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"})
DAYS = frozenset(_WRITTEN)


def durations(scene: Scene) -> list[tuple[Quantity, str]]:
    """Return the lengths of time of a sentence with their ISO 8601 form ("P3W")."""
    out = []
    for quantity in scene.quantities:
        counted, value = quantity.counted, quantity.number.value
        if counted.sort is Sort.MEASURE and counted.id in DAYS and value is not None:
            out.append((quantity, _WRITTEN[counted.id].format(f"{value:g}")))
    return out


def area(quantity: Quantity, scene: Scene) -> Mention | None:
    """Return a stretch of ground in square kilometres; hectares are converted."""
    mention = made(quantity, scene, "area_km2", None, unit="km2")
    if quantity.counted.id != "hectare":
        return mention
    number = quantity.number
    scaled = replace(
        number,
        low=None if number.low is None else number.low / 100,
        high=None if number.high is None else number.high / 100,
    )
    return mention._replace(quantity=Quantity(scaled, quantity.counted))


def length(quantity: Quantity, scene: Scene) -> Mention | None:
    """A length of time that is itself the claim ("the lull lasted four weeks"), in days; months are about 30."""
    clause = scene.clause(quantity.start, quantity.end)
    words = scene.passage.hits("cue.lasts").within(*clause)
    if not any(max(quantity.start - w.end, w.start - quantity.end) <= CUE_LEFT for w in words):
        return None
    number, days = quantity.number, LENGTHS[quantity.counted.id]
    told = replace(
        number,
        low=None if number.low is None else number.low * days,
        high=None if number.high is None else number.high * days,
        bound=Bound.APPROX if days == _MONTH and number.bound is Bound.EXACT else number.bound,
    )
    return made(quantity, scene, "duration_days", None, unit="days")._replace(quantity=Quantity(told, quantity.counted))
