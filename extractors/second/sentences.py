"""The sentences that the second reader learns from: sentences/<language>.toml, frames whose slots are filled in turn.

docs/second-reader.md explains the format. A file that does not keep to it is refused with its name and the frame.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from math import lcm
from types import MappingProxyType

from extractors.errors import LexiconError
from extractors.lexicon import METRICS, STATUSES
from extractors.second.features import NONE
from extractors.texts import Span
from extractors.values import Modality

PER_FRAME = 6
_MOST_TURNS = 24
_SLOT = re.compile(r"\{(\w+)\}")
_KEYS = frozenset({"text", "numbers", "mood", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A labelled sentence: where its labelled numbers stand, what each is about, and how real each is told to be.

    `numbers`: place -> metric of the lexicon or "none". `moods` has the same places; a sentence without numbers has
    the mood of its `status` under an empty place.
    """

    language: str
    text: str
    numbers: Mapping[Span, str]
    moods: Mapping[Span, Modality]
    status: str | None


NOWHERE = Span(0, 0)


def taught_languages() -> tuple[str, ...]:
    """Return the languages that have sentences, sorted."""
    names = (file.name for file in resources.files("extractors.second").joinpath("sentences").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_sentences(language: str) -> list[Sentence]:
    """Return the sentences of a language, in the order of its frames, all different.

    Raises:
        LexiconError: the file breaks the format; names the frame and what is wrong.
    """
    file = resources.files("extractors.second").joinpath("sentences", f"{language}.toml")
    return parse_sentences(file.read_text("utf-8"), language)


def parse_sentences(text: str, language: str) -> list[Sentence]:
    """Return the sentences that `text` (TOML) gives.

    Raises:
        LexiconError: the text breaks the format; names the frame and what is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"sentences/{language}.toml", "file", f"is not TOML: {exc}") from exc
    fill = raw.get("fill", {})
    found: dict[str, Sentence] = {}
    for i, frame in enumerate(raw.get("frame", [])):
        _check(frame, fill, f"sentences/{language}.toml", f"frame[{i}]")
        for sentence in _filled(frame, fill, i, language):
            found.setdefault(sentence.text, sentence)
    return list(found.values())


def _check(frame: Mapping[str, object], fill: Mapping[str, list[str]], file: str, key: str) -> None:
    text = frame.get("text")
    if not isinstance(text, str) or set(frame) - _KEYS:
        raise LexiconError(file, key, f"must have a text and may have {', '.join(sorted(_KEYS - {'text'}))}, no more")
    slots, numbers, moods = set(_SLOT.findall(text)), frame.get("numbers", {}), frame.get("mood")
    if empty := sorted(slot for slot in slots if not fill.get(slot)):
        raise LexiconError(file, key, f"has the slot {empty[0]!r}, for which [fill] has nothing")
    if not isinstance(numbers, dict) or not set(numbers) <= slots or set(numbers.values()) - {*METRICS, NONE}:
        raise LexiconError(file, key, "numbers must name slots of the text, with metrics of a lexicon or 'none'")
    told = {slot for slot in numbers if numbers[slot] != NONE}
    _check_moods(moods, told, LexiconError(file, key, f"mood must be one of {', '.join(Modality)}, or a table"))
    if frame.get("status") is not None and frame["status"] not in STATUSES:
        raise LexiconError(file, key, f"{frame['status']!r} is no status")


def _check_moods(moods: object, told: set[str], error: LexiconError) -> None:
    """A table of moods has exactly the numbers that are about something."""
    listed = list(moods.values()) if isinstance(moods, dict) else [moods] if moods is not None or told else []
    if set(listed) - set(Modality) or (isinstance(moods, dict) and set(moods) != told):
        raise error


def _filled(frame: dict[str, object], fill: Mapping[str, list[str]], nth: int, language: str) -> Iterator[Sentence]:
    text, seen = str(frame["text"]), set[str]()
    slots = list(dict.fromkeys(_SLOT.findall(text)))
    cycles = [lcm(*(len(fill[s]) for s in slots[: place + 1])) for place in range(len(slots))]
    for turn in range(_MOST_TURNS):
        # Slots of one length would keep step with each other, so later ones shift by one when all have gone round.
        shifts = [turn // cycle if place else 0 for place, cycle in enumerate(cycles)]
        chosen = {s: fill[s][(nth + turn + shift) % len(fill[s])] for s, shift in zip(slots, shifts, strict=True)}
        whole, places = _with_slots(text, chosen)
        if whole not in seen and len(seen) < PER_FRAME:
            seen.add(whole)
            yield _sentence(frame, whole, places, language)


def _with_slots(text: str, chosen: Mapping[str, str]) -> tuple[str, dict[str, Span]]:
    out, places, done = "", dict[str, Span](), 0
    for match in _SLOT.finditer(text):
        out += text[done : match.start()]
        places[match[1]] = Span(len(out), len(out) + len(chosen[match[1]]))
        out += chosen[match[1]]
        done = match.end()
    return out + text[done:], places


def _sentence(frame: dict[str, object], text: str, places: Mapping[str, Span], language: str) -> Sentence:
    labels, mood = frame.get("numbers", {}), frame.get("mood")
    numbers = {places[slot]: metric for slot, metric in labels.items()} if isinstance(labels, dict) else {}
    if isinstance(mood, dict):
        moods = {places[slot]: Modality(one) for slot, one in mood.items()}
    else:
        moods = {place: Modality(str(mood)) for place, metric in numbers.items() if metric != NONE}
    status = str(frame["status"]) if "status" in frame else None
    if status is not None:
        moods[NOWHERE] = Modality(str(mood))
    return Sentence(
        language=language,
        text=text,
        numbers=MappingProxyType(numbers),
        moods=MappingProxyType(moods),
        status=status,
    )
