"""Speakers whom the story does not know: a name beside a verb of saying, or a person's office; kept as text.

Where a language writes names in capitals these show them; where it does not, an office ("教授", "교수") stands beside
the name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.lexicon import Lexicon
from extractors.phrases import Hit
from extractors.reading.scenes import Scene
from extractors.texts import Span

_AFTER = 80  # from a name with an office, or from one with an apposition, to its verb
_BEFORE = 26
_BESIDE = 3
_ARTICLE = 36  # letters between a verb and an office behind it: "an elderly", "un ancien"
_OFFICE = 28  # letters between an office and the name that it belongs to: "professor at Kyiv's university"
_UPPER = "A-ZÀ-ÞА-ЯЁЇІЄҐ"
_PART = rf"[{_UPPER}][\w'’-]{{1,25}}"
_NAME = re.compile(rf"(?:(?<=\s)|^|(?<=['\"(]))((?:{_PART}\.?\s){{1,3}}{_PART})")
_SURNAME = re.compile(rf"\s(?:[\w-]{{1,20}}\s){{0,2}}?({_PART})(?![\w'’-])")
_APPOSITION = re.compile(r"^,[^;:\"]{3,78},\s?$")
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,14}$")
_HAN_BEFORE = re.compile(r"[一-龠々〆ヶァ-ヴー・]{2,20}$")
_NAME_WORDS = 5
_OTHERS = ("actors", "carriers", "places", "months")


class Stranger(NamedTuple):
    """Where a speaker's name stands; `known` is the id of a known speaker whose office and name these words are."""

    start: int
    end: int
    known: str | None = None


def stranger(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> Stranger | None:
    """Return the first person of a sentence who says something and whom the story does not know."""
    find = _in_dense if scene.passage.lexicon.is_dense else _in_capitals
    return next(find(scene, verbs, cites), None)


def _in_capitals(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> Iterator[Stranger]:
    passage = scene.passage
    offices = passage.hits("reporting.title").within(*scene.span)
    for start, end in (_without_article(name, scene) for name in _named(scene, offices)):
        if start >= end:
            continue
        if any(
            _touches(passage.hits(section).within(start - _BEFORE, end + _BEFORE), start, end) for section in _OTHERS
        ):
            continue
        titled = any(0 <= start - t.end <= _OFFICE or start <= t.start < end for t in offices)
        if _says(scene, Span(start, end), verbs, cites, titled=titled):
            known = [h for h in passage.hits("sources").within(start, end) if h.end == end]
            yield Stranger(start, end, known[0].label if known else None)
    yield from _nameless(scene, offices, verbs)


def _nameless(scene: Scene, offices: Sequence[Hit], verbs: Sequence[Hit]) -> Iterator[Stranger]:
    """Somebody with an office and no name right beside a verb: "sniffed an officer of ...", "a commander said"."""
    passage = scene.passage
    for office in offices:
        if any(passage.has(s, office.start - _BESIDE * 4, office.end) for s in ("reporting.pronoun", "sources")):
            continue
        before = any(0 <= v.start - office.end <= _BESIDE for v in verbs)
        gaps = (passage.plain[v.end : office.start] for v in verbs if 0 <= office.start - v.end <= _ARTICLE)
        before = before or any(
            0 < v.start - office.end <= _BEFORE and _is_of_an_office(Span(office.end, v.start), scene) for v in verbs
        )
        if before or any(gap.strip() and gap.replace(" ", "").isalpha() and gap.islower() for gap in gaps):
            yield Stranger(office.start, office.end)


def _is_of_an_office(gap: Span, scene: Scene) -> bool:
    """Whether words behind an office belong to it ("a battalion commander near Sudzha said"), and name nobody."""
    passage = scene.passage
    text = passage.plain[gap.start : gap.end]
    known = any(passage.has(s, *gap) for s in ("sources", "carriers", "reporting.pronoun", "reporting.said"))
    return text[1:2].islower() and not set(text) & set(',;:"') and not known


def _touches(hits: Sequence[Hit], start: int, end: int) -> bool:
    return any(hit.start < end and start < hit.end for hit in hits)


def _without_article(name: Span, scene: Scene) -> Span:
    """Leave the article out: "The North" and "El Estado" are no names of two words."""
    passage = scene.passage
    first = next((h for h in passage.hits("qualifier.other.skip").within(*name) if h.start == name.start), None)
    if first is None:
        return name
    rest = passage.plain[first.end : name.end].lstrip()
    return Span(name.end - len(rest) if " " in rest else name.end, name.end)


def _named(scene: Scene, offices: Sequence[Hit]) -> list[Span]:
    """Names of two words and more, and single ones right behind an office ("Oberst Reisner")."""
    plain, (left, right) = scene.passage.plain, scene.span
    names = [Span(*m.span(1)) for m in _NAME.finditer(plain, left, right)]
    cites = scene.passage.hits("reporting.citing")
    names = [Span(cite.end + 1, n.end) if (cite := cites.at(n.start)) and cite.end < n.end else n for n in names]
    for office in offices:
        match = re.compile(rf"\s({_PART})(?![\w'’-])").match(plain, office.end, right)
        if match and not any(n.start < match.end() and office.start < n.end for n in names):
            names.append(Span(office.start, match.end()))
    return sorted(names)


def _says(scene: Scene, name: Span, verbs: Sequence[Hit], cites: Sequence[Hit], *, titled: bool) -> bool:
    plain = scene.passage.plain
    for verb in verbs:
        if verb.start >= name.end:
            gap = plain[name.end : verb.start]
            if len(gap) <= (_AFTER if titled else _BESIDE) or _APPOSITION.match(gap):
                return True
    longest = _BEFORE if titled else 1
    return any(
        0 <= name.start - word.end <= longest and not set(",:;") & set(plain[word.end : name.start])
        for word in (*verbs, *cites)
    )


def _in_dense(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> Iterator[Stranger]:
    passage = scene.passage
    known = passage.hits("sources").within(*scene.span)
    for office in passage.hits("reporting.title").within(*scene.span):
        name = _beside_its_office(scene, office, verbs)
        if name is None or any(k.start < name.end and name.start < k.end for k in known):
            continue
        later = any(0 <= v.start - name.end <= _AFTER for v in verbs)
        if later or any(-1 <= name.start - c.end <= 2 or -1 <= c.start - name.end <= 2 for c in cites):
            yield Stranger(name.start, name.end)


def _beside_its_office(scene: Scene, office: Hit, verbs: Sequence[Hit]) -> Span | None:
    """The name before an office, behind which the sentence goes on about it; in Chinese also behind the office."""
    passage = scene.passage
    lexicon = passage.lexicon
    before = passage.plain[max(scene.span.start, office.start - 44) : office.start]
    spaced = lexicon.verb_final and " " in before
    match = None if spaced else _HAN_BEFORE.search(before)
    if lexicon.verb_final:
        length = _words_of_a_name(before, lexicon) if spaced else len(match.group()) if match else 0
        if not length or not passage.plain.startswith((*lexicon.topic, *lexicon.subject), office.end):
            return None
        return Span(office.start - length, office.end)
    verb = next((v for v in verbs if v.start >= office.end), None)
    if verb is None:
        return None
    gap = passage.plain[office.end : verb.start].rstrip(",")
    if _HAN_NAME.match(gap):
        return Span(office.start, office.end + len(gap))
    return Span(office.start - len(match.group()), office.end) if match and len(gap) <= 1 else None


def _words_of_a_name(before: str, lexicon: Lexicon) -> int:
    """How many letters before an office are a name and a house, as far as no word has the ending of another part."""
    endings = (*lexicon.topic, *lexicon.subject, *lexicon.particle, ",", '"')
    length = 0
    for word in reversed(before.split(" ")[-_NAME_WORDS:]):
        if word and (word.endswith(endings) or not word[0].isalpha()):
            break
        length += len(word) + 1
    return max(length - 1, 0) if length > 1 else 0
