"""Whether a difference between two readings stands in the texts, or only in the reading of them.

A reader that sees a claim in one wording and misses it in another must not make news: a claim whose sentence
is still there has not been removed, and a speaker who is named as often as before has not been replaced.
"""

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.comparing.alignment import ALIGNED, alike, same_value
from extractors.comparing.edits import Edits, edits_of, surroundings, tokens
from extractors.comparing.keys import is_denied, place_of, words_of
from extractors.comparing.moods import ONLY_SAID, breaks_silence
from extractors.comparing.numerals import shows, still_shows
from extractors.values import Article, Claim, Field, Kind, Reading

LEAD = 400  # characters: what a reader sees without scrolling, in the tightest script about three sentences
NAMED_BEFORE = 150  # characters before a sentence whose pronoun may mean who is named there
_NEIGHBOUR = 40  # characters looked at on each side of a sentence that went
_SAME_BODY = 60  # per cent of likeness at which two bodies are one article, edited
_BODY = 4_000  # characters of a body that are enough to tell
_STILL_THERE = 75  # per cent of likeness from which a sentence stands in the other text, edited
_NEARBY = 300  # characters on each side of a claim within which one speaker is heard for several
_CONTEXT = 400  # characters that hold the sentence before
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u30a0-\u30ff\u3400-\u9fff]{2,}")  # with katakana, which writes names; hiragana is grammar
_HIRAGANA = re.compile(r"[\u3040-\u309f]+$")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
_SMALL = 100  # below it a number is easily another one
_TIGHT = "\u3040"  # from here on the scripts that write a word in two or three signs
_STEM = 5  # letters: a word that has them is seldom one of grammar, and its ending does not count
_FEW = 4  # such words: fewer may be shared by two sentences of one story
_MOST = 0.5  # of them: a sentence that has as many tells the same, reworded
_ALL = 0.9  # of them: but for a sign between two words
_SPEAKER = 2  # words that go with a speaker at least: the name, and the verb of saying


Names = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Two versions of one article. `flat_*`: title and text with every run of white space as one space.

    `told_*`: every claim of a version; `names_*`: every known source and side that its text names.
    """

    before: Article
    after: Article
    flat_before: str
    flat_after: str
    told_before: tuple[Claim, ...]
    told_after: tuple[Claim, ...]
    names_before: Names
    names_after: Names
    edits: Edits

    @property
    def translated(self) -> bool:
        """Whether the later version is in another language."""
        return self.before.language != self.after.language

    @property
    def unchanged(self) -> bool:
        """Whether only the reading can differ, as when stored text is read by new rules."""
        return (self.before.title, self.before.text) == (self.after.title, self.after.text)


def texts_of(before: Article, before_reading: Reading, after: Article, after_reading: Reading) -> Texts:
    """Returns both versions, ready to be searched."""
    flat_before, flat_after = (_flat(f"{a.title}\n{a.text}") for a in (before, after))
    return Texts(
        before=before,
        after=after,
        flat_before=flat_before,
        flat_after=flat_after,
        told_before=before_reading.claims,
        told_after=after_reading.claims,
        names_before=before_reading.names,
        names_after=after_reading.names,
        edits=edits_of(before, after),
    )


def is_touched(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether any word or number changed in or around the sentences of a claim that both versions hold."""
    if texts.unchanged or texts.translated:
        return True
    old, new = surroundings(before, texts.before), surroundings(after, texts.after)
    return texts.edits.touch_old(old) or texts.edits.touch_new(new)


def is_gone(claim: Claim, texts: Texts, new: tuple[Claim, ...]) -> bool:
    """Tells whether an earlier claim has left the text; `new` are the later claims without partner."""
    if texts.unchanged:
        return True
    words, flat, edits = words_of(claim) or claim.quote, texts.flat_after, texts.edits
    touched = texts.translated or edits.touch_old(words) or edits.touch_new(likest(words, flat))
    return touched and not _overlooked(claim, flat, new, edits.lost)


def is_new(claim: Claim, texts: Texts, gone: tuple[Claim, ...]) -> bool:
    """Tells whether a later claim was not in the text before; `gone` are those without partner."""
    if texts.unchanged:
        return True
    words, flat, edits = words_of(claim) or claim.quote, texts.flat_before, texts.edits
    touched = texts.translated or edits.touch_new(words) or edits.touch_old(likest(words, flat))
    return touched and not _overlooked(claim, flat, gone, edits.gained)


def only_bound_otherwise(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether both sentences hold the same numbers: the reader took now one, now the other, now both."""
    one, other = words_of(before), words_of(after)
    if texts.unchanged or one == other or _ends(before) == _ends(after):
        return False
    if _ends_within(one, texts.told_before) == _ends_within(other, texts.told_after):
        return True
    if shows(other, before) and shows(one, after):
        return True
    return still_shows(texts.flat_after, before) and still_shows(texts.flat_before, after)


def same_words(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether two claims stand in the same sentence of two texts that differ elsewhere."""
    one, other = _flat(words_of(before)), _flat(words_of(after))
    return bool(one) and one == other and not texts.unchanged


def same_words_for_it(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether the words of each claim stand in the other's sentence too: only the reader binds them otherwise."""
    if texts.unchanged or texts.translated:
        return False
    one, other = set(_words(before)), set(_words(after))
    return _letters(before.quote) <= other and _letters(after.quote) <= one


def speaker_replaced(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether the text itself says that another one speaks, and not only the reading of it.

    Where the words for the speakers are known they are counted. Else the claim's own sentence must have been edited,
    or, if it stayed, what stands before it; and a speaker that comes or goes must take words along and be heard
    of nothing else near by. A speaker who is still named beside the claim has not been replaced.
    """
    if texts.unchanged or texts.translated:
        return True
    if still_named(before.source, after, texts) or _in_headline(before, after):
        return False
    known = [claim for claim in (before, after) if claim.source is not None]
    if all(claim.source_text for claim in known):
        fewer = before in known and _named(texts.flat_after, before) < _named(texts.flat_before, before)
        more = after in known and _named(texts.flat_after, after) > _named(texts.flat_before, after)
        return fewer or more
    if _flat(words_of(before)) == _flat(words_of(after)):
        return _context_edited(before, after, texts)
    if before.source is None:
        return not _heard_near(before, after.source, texts.told_before) and _words_lost(after, before)
    if after.source is None:
        return not _heard_near(after, before.source, texts.told_after) and _words_lost(before, after)
    return True


def _in_headline(before: Claim, after: Claim) -> bool:
    """Whether a headline's speaker stands in the later one, with another particle, or as all its signs do."""
    if not before.where is after.where is Field.TITLE:
        return False
    name, one, other = _HIRAGANA.sub("", _flat(before.source_text or "")), words_of(before), _flat(words_of(after))
    return bool(name and name in other) or (bool(_HAN.search(one)) and _told_again(one, other, _ALL))


def prominent(claim: Claim) -> bool:
    """Tells whether the claim stands in the title or the lead."""
    return claim.where is Field.TITLE or claim.start < LEAD


def neighbours_intact(claim: Claim, texts: Texts) -> bool:
    """Tells whether the place where an earlier claim stood is still there without it."""
    if claim.where is Field.TITLE:
        bodies = (texts.before.text[:_BODY], texts.after.text[:_BODY])
        return fuzz.ratio(*bodies) >= _SAME_BODY
    neighbours = _neighbours(claim, texts.before)
    return any(part and part in texts.flat_after for part in neighbours) or not any(neighbours)


def _neighbours(claim: Claim, article: Article) -> tuple[str, str]:
    """What stands before and behind a claim's sentence in the text."""
    text, sentence = article.text, claim.sentence or claim.quote
    start = text.rfind(sentence, 0, claim.start + len(sentence))
    start = claim.start if start < 0 else start
    return _flat(text[:start])[-_NEIGHBOUR:], _flat(text[start + len(sentence) :])[:_NEIGHBOUR]


def only_numbers_edited(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether the sentences of a claim share all their words: then only a number can have changed in them."""
    if texts.unchanged or texts.translated:
        return False
    return bool(_words(before)) and _words(before) == _words(after)


def place_is_of_one_version(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether a place that only one of two claims has is no place of any claim in the other version."""
    others = texts.told_before if place_of(before) is None else texts.told_after
    place = place_of(before) or place_of(after)
    return place is not None and all(place_of(claim) != place for claim in others)


def still_told(claim: Claim, texts: Texts) -> bool:
    """Tells whether an earlier claim seems to be in the later text in a form that the reader does not know.

    Whatever it is: what stands in its place has its words. A status: its sentence is still there, edited. A figure: its
    number is still told, of whatever, or its sentence now gives another number, of whatever, or has words that may be
    one.
    """
    if texts.unchanged:
        return False
    if _rewritten(claim, texts):
        return True
    if claim.kind is Kind.FIGURE:
        known = _ends_within(words_of(claim), texts.told_before)
        figures = [c for c in texts.told_after if c.kind is Kind.FIGURE and _ends(c)]
        return any(
            _ends(c) == _ends(claim)
            or (c.metric == claim.metric and _ends(claim) < _ends(c))  # one end of a range, or its ends told apart
            or (not _ends(c) & known and alike(words_of(c), words_of(claim)) >= ALIGNED)
            for c in figures
        ) or _written_otherwise(claim, texts)
    if any(_answers(other, claim) or _retold(other, claim, texts) for other in texts.told_after):
        return True
    words = _flat(words_of(claim))
    return bool(words) and fuzz.partial_ratio(words, texts.flat_after, score_cutoff=_STILL_THERE) > 0


def stood_already(claim: Claim, texts: Texts) -> str:
    """Returns what stood where a later claim's sentence stands, if it had most of its long words; else nothing.

    A speaker who was heard to keep silent there did not say it yet.
    """
    place = in_its_place(claim, texts.after, texts.before, texts.flat_before)
    if any(
        c.metric == "no_comment" and c.source == claim.source and _flat(c.quote) in place for c in texts.told_before
    ):
        return ""
    shared = _told_again(words_of(claim), place)
    return place if shared and not (texts.unchanged or texts.translated) else ""


def _rewritten(claim: Claim, texts: Texts) -> bool:
    """Whether a claim's place still has its number and, if that is small or none, most of its sentence's long words."""
    place = in_its_place(claim, texts.before, texts.after, texts.flat_after)
    if claim.kind is Kind.FIGURE:
        if not shows(place, claim):
            return False
        if min(_ends(claim)) >= _SMALL:  # a large number is no other one
            return True
    unsaid = is_denied(claim) or claim.metric in ONLY_SAID
    if unsaid and breaks_silence(words_of(claim), place, texts.before.language):
        return False
    return _told_again(words_of(claim), place)


def _retold(other: Claim, claim: Claim, texts: Texts) -> bool:
    """Whether a status is told in its place still, or below its headline, whoever is heard to say it of whom now."""
    if other.metric != claim.metric or is_denied(other) is not is_denied(claim):
        return False
    if other.where is not claim.where:
        return claim.where is Field.TITLE
    return _flat(other.quote) in in_its_place(claim, texts.before, texts.after, texts.flat_after)


def in_its_place(claim: Claim, own: Article, other: Article, flat: str) -> str:
    """Returns what the other text has between a sentence's neighbours, or twice its length beside the one left."""
    if claim.where is Field.TITLE:
        return other.title
    (left, right), room = _neighbours(claim, own), 2 * len(words_of(claim))
    start, end = flat.find(left) if left else -1, flat.rfind(right) if right else -1
    if start >= 0:
        start += len(left)
    if start < 0 and end < 0:
        return ""
    if start < 0 or end < start:
        return flat[start : start + room] if start >= 0 else flat[max(0, end - room) : end]
    return flat[start:end]


def _told_again(words: str, place: str, share: float = _MOST) -> bool:
    """Whether a stretch has most of a sentence's long words, or of its signs where no spaces part the words."""
    stems, pairs = _stems(words), {run[i : i + 2] for run in _HAN.findall(place) for i in range(len(run) - 1)}
    runs = _HAN.findall(words)
    kept = sum(run[max(0, i - 1) : i + 1] in pairs or run[i : i + 2] in pairs for run in runs for i in range(len(run)))
    units = len(stems) + sum(map(len, runs))
    return units >= _FEW and len(stems & _stems(place)) + kept >= share * units


def _stems(text: str) -> set[str]:
    """Words without their ends: of Korean ones the first two signs are left."""
    long = {word[:_STEM] for word in _letters(text) if len(word) >= _STEM and word < _TIGHT}
    return long | {word[:2] for word in _HANGUL.findall(text)}


def _answers(other: Claim, claim: Claim) -> bool:
    """Whether a status is told by the same source in a like sentence: what it could not confirm it confirms now."""
    same = other.kind is claim.kind and other.source == claim.source and other.source is not None
    return same and other.metric != claim.metric and alike(words_of(other), words_of(claim)) >= ALIGNED


def _written_otherwise(claim: Claim, texts: Texts) -> bool:
    """Whether a figure's sentence is still there with a word that may be its number."""
    words = _flat(words_of(claim))
    stretch = likest(words, texts.flat_after)
    near = fuzz.ratio(words, stretch) >= _STILL_THERE
    return near and any(not word.isdigit() for word in texts.edits.gained.intersection(tokens(stretch)))


def _ends(claim: Claim) -> set[float]:
    return {end for end in (claim.low, claim.high) if end is not None}


def _ends_within(sentence: str, claims: tuple[Claim, ...]) -> set[float]:
    """All numbers that the claims of one sentence state."""
    return {end for claim in claims if words_of(claim) == sentence for end in _ends(claim)}


def still_named(name: str | None, after: Claim, texts: Texts, *, before: int = 0) -> bool:
    """Tells whether a speaker or a side is named in a later claim's own sentence, or so many characters before it."""
    return _is_named(name, after, texts.after, texts.names_after, before)


def named_already(name: str | None, claim: Claim, texts: Texts, *, before: int = 0) -> bool:
    """Tells whether a speaker was named in an earlier claim's own sentence, or so many characters before it."""
    return _is_named(name, claim, texts.before, texts.names_before, before)


def _is_named(name: str | None, claim: Claim, article: Article, names: Names, reach: int) -> bool:
    if name is None or claim.where is Field.TITLE:
        return False
    start = article.text.rfind(claim.sentence, 0, claim.start + len(claim.sentence))
    end = start + len(claim.sentence)
    here = {one for one, at in names if start - reach <= at < end}
    return start >= 0 and here.issuperset(name.split("+"))


def _heard_near(claim: Claim, source: str | None, told: tuple[Claim, ...]) -> bool:
    """Whether a source speaks in other sentences around a claim."""
    return any(
        other.source == source
        and other.where is claim.where
        and abs(other.start - claim.start) <= _NEARBY
        and words_of(other) != words_of(claim)
        for other in told
    )


def _words_lost(named: Claim, silent: Claim) -> bool:
    """Whether the sentence that names a speaker has words for it that the other has not."""
    if alike(words_of(named), words_of(silent)) < ALIGNED:
        return True
    one, other = _words(named), _words(silent)
    if len(one) < _SPEAKER * 2:  # no spaces, or a headline
        return True
    return sum((one - other).values()) >= _SPEAKER


def _words(claim: Claim) -> Counter[str]:
    """The words of a claim's sentence, without numbers and case."""
    return Counter(_LETTERS.findall(words_of(claim).casefold()))


def _letters(text: str) -> set[str]:
    return set(_LETTERS.findall(text.casefold()))


def _context_edited(before: Claim, after: Claim, texts: Texts) -> bool:
    """Whether the sentence before one that stayed was edited, and not moved, cut or put there."""
    one, other = _sentence_before(before, texts.before), _sentence_before(after, texts.after)
    return one != other and alike(one, other) >= ALIGNED


def _sentence_before(claim: Claim, article: Article) -> str:
    """What stands before a claim's sentence up to the mark before that; empty in a title."""
    if claim.where is Field.TITLE:
        return ""
    sentence = claim.sentence or claim.quote
    start = article.text.rfind(sentence, 0, claim.start + len(sentence))
    start = claim.start if start < 0 else start
    before = article.text[max(0, start - _CONTEXT) : start].strip()
    return _flat(_SENTENCE_END.split(before)[-1])


def _named(flat: str, claim: Claim) -> int:
    return flat.count(_flat(claim.source_text or ""))


def _overlooked(claim: Claim, flat: str, unmatched: tuple[Claim, ...], edited: frozenset[str]) -> bool:
    """Whether the other text still says it, and nobody there read the number as something else.

    A small number may well stand in a sentence for something else ("3 villages"): it must not be among the `edited`.
    """
    if any(end < _SMALL and str(int(end)) in edited for end in _ends(claim)):
        return False
    if _holds(flat, claim):
        return True
    elsewhere = any(
        other.kind is claim.kind and same_value(other, claim) and alike(words_of(other), words_of(claim)) >= ALIGNED
        for other in unmatched
    )
    return claim.kind is Kind.FIGURE and not elsewhere and still_shows(flat, claim)


def likest(words: str, flat: str) -> str:
    """Returns the stretch of a text that is most like a sentence; empty where none is like it."""
    found = fuzz.partial_ratio_alignment(words, flat, score_cutoff=100 * ALIGNED) if len(words) <= len(flat) else None
    return flat[found.dest_start : found.dest_end] if found else ""


def likest_sentence(words: str, flat: str) -> str:
    """Returns the sentence of a text that is most like one, without what of its neighbours is in that stretch."""
    parts = _SENTENCE_END.split(likest(words, flat))
    return max(parts, key=lambda part: alike(words, part))


def _holds(flat: str, claim: Claim) -> bool:
    words = _flat(words_of(claim) or claim.quote)
    return bool(words) and words in flat


def _flat(text: str) -> str:
    return " ".join(text.split())
