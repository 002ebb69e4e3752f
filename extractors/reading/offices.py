"""Offices and the names that they are offices of: beside them, behind a comma, or instead of them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.phrases import Hit
from extractors.reading.apart import is_apart
from extractors.reading.marks import Passage
from extractors.reading.scenes import Scene

_OFFICE = 20  # between an office and the name that it is an office of: "representative of the Ukrainian GUR"
_OFFICE_DENSE = 4
_MARK = frozenset(',;:"。、「」')
_HE_AT_MOST = 5  # letters of a pronoun that is no office: "ellos"
_APPOSED = 60  # from somebody to the body that he speaks for
_LONG_NOUN = 6
_GOVERNMENT = "_government"
_OF = re.compile(r", (?:[^\W\d_]{2,4} ){1,2}(?:l')?")  # "of the", "du", "vom", "de l'"
_WORD = re.compile(r"\w+")
_WORDS = re.compile(r",?[\s\w'’-]*")


def is_an_office(word: Hit, names: Sequence[Hit], passage: Passage) -> bool:
    """Whether "the agency" is only what the name right behind it is: "the agency KCNA", "le centre américain ISW"."""
    return is_an_office_word(word) and any(
        1 <= name.start - word.end <= _OFFICE
        and not _MARK & set(passage.plain[word.end : name.start])
        and not is_apart(name, passage)
        for name in names
    )


def is_an_office_word(word: Hit) -> bool:
    """Return whether a word for whoever spoke is longer than "he": "the ministry"."""
    return word.end - word.start > _HE_AT_MOST


def belongs_to(stranger_: Hit, names: Sequence[Hit], passage: Passage, told_end: int = 0) -> Hit | None:
    """The known name beside an office: who speaks for the Pentagon is the Pentagon."""
    for name in names:
        inside = stranger_.end <= name.start < told_end and not name.label.endswith("_government")
        if inside and not is_apart(name, passage):
            return name
        if _is_in_apposition(stranger_, name, passage):
            return name
        start, end = min(stranger_.end, name.end), max(stranger_.start, name.start)
        gap = passage.plain[start:end]
        if end <= start or (
            len(gap) <= (_OFFICE_DENSE if passage.lexicon.is_dense else _OFFICE) and not _MARK & set(gap)
        ):
            return name
    return None


def _is_a_minister(name: Hit, passage: Passage) -> bool:
    """Whether a government is named by an office ("el canciller surcoreano, Cho Tae-yul")."""
    return bool(passage.hits("reporting.title").at(name.start))


def _is_in_apposition(one: Hit, name: Hit, passage: Passage) -> bool:
    """Whether a comma parts somebody from his known office or name: "Admiral Bauer, head of NATO's committee"."""
    if passage.lexicon.is_dense or (name.label.endswith("_government") and not _is_a_minister(name, passage)):
        return False
    first, second = sorted((one, name))
    gap = passage.plain[first.end : second.start]
    if second.start <= first.end or len(gap) > _APPOSED or not _WORDS.fullmatch(gap):
        return False
    titles = passage.hits("reporting.title")
    if first == one and _OF.fullmatch(gap) and passage.plain.startswith(",", name.end):
        return True  # "Pour Andriï Ioussov, du renseignement militaire ukrainien, ..."
    if first == one:
        return gap.startswith(", ") and (
            bool(titles.within(first.end, second.start)) or (gap.count(" ") <= 2 and bool(titles.at(one.start)))
        )
    return gap == ", " and bool(titles.within(first.start - _OFFICE, first.end))


def body_called(stem: str, recent: Sequence[tuple[str, str]], passage: Passage) -> str | None:
    """Return the body named of late, one of which another name holds a noun: KCNA is "the agency".

    Of a press agency and a spies' one it is the press that is so called. `recent`: names and their labels.
    """
    if len(stem) < _LONG_NOUN or not recent:
        return None
    known = passage.cast.source_names
    named = dict.fromkeys(label for _, label in reversed(recent))
    called = [label for label in named if any(stem in name.lower() for name in known.get(label, ()))]
    if len(called) > 1:
        outlets = {s.id for s in passage.cast.story.sources if s.rank == "outlet"}
        return next((label for label in called if label in outlets), called[0])
    return called[0] if called else None


def bodies_in(scene: Scene, spoke: Sequence[str | None]) -> list[Hit]:
    """Return the bodies that a sentence names without their state: behind "韓国外務省", "国防省" is Seoul's too.

    `spoke`: the labels of those who spoke or were named, the last one first.
    """
    words = scene.hits("reporting.body")
    if not words:
        return []
    known, plain = scene.passage.hits("sources"), scene.passage.plain
    found = ((w, _body_of(plain[w.start : w.end], spoke, scene.passage)) for w in words if known.at(w.start) is None)
    return [Hit(word.start, word.end, label) for word, label in found if label is not None]


def _body_of(noun: str, spoke: Sequence[str | None], passage: Passage) -> str | None:
    cast = passage.cast
    for label in spoke:
        side = cast.speaks_for.get(label or "")
        names = cast.source_names
        for source in cast.story.sources if side else ():
            if source.speaks_for == side and any(noun in name for name in names.get(source.id, ())):
                return source.id
    return None


def body_of_its_side(word: Hit, recent: Sequence[tuple[str, str]], passage: Passage) -> str | None:
    """Return the body of the side named last that bears an office: behind "Kim", "his regime" is Pyongyang's.

    All words of the office stand in names of that body, in more than of any other of its side.
    """
    office = next(iter(passage.hits("reporting.office").within(word.start, word.end)), None)
    if office is None:
        return None
    cast, words = passage.cast, _words_of(passage.plain[office.start : office.end])
    found = []
    for side in dict.fromkeys(side for _, label in reversed(recent) if (side := cast.speaks_for.get(label))):
        bodies = (s.id for s in cast.story.sources if s.speaks_for == side and s.rank != "anonymous")
        called = {one: sum(words <= _words_of(n) for n in cast.source_names.get(one, ())) for one in bodies}
        most = max(called.values())
        best = [one for one, times in called.items() if times == most] if most else []
        found += best if len(best) == 1 else []
    if found and cast.speaks_for[found[0]] == cast.story.main_actor and found[0].endswith(_GOVERNMENT):
        # Whose ministries the story does not tell apart is hardly "the defence ministry" beside one that has its own.
        return next((one for one in found if not one.endswith(_GOVERNMENT)), found[0])
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))
