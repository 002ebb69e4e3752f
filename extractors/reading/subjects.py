"""Who is the subject of a sentence that no known verb of saying or citing links to anybody; and who "he" may be.

"The General Staff in Seoul stood at 1,100", "the White House goes with 3,000": whoever opens a sentence that gives a
number is the one who gives it. Names that are also a side or a place only act ("Moscow lost ..."), so do those who
speak for the watch's main actor: it is they who send.
"""

import re
from collections.abc import Sequence

from extractors.lexicon import Lexicon
from extractors.phrases import Hit
from extractors.reading.apart import is_apart, is_possessor
from extractors.reading.declining import government_of
from extractors.reading.endings import role_of
from extractors.reading.links import refers, verbs_of
from extractors.reading.marks import Passage
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice

_OFFICE = 40  # letters of an office before a name: "Le président", "Der Chef des Generalstabs"
_WHEN = 34  # letters of a time or a place before the comma: "Fin mars, "
_BESIDE_OFFICE = 12  # from an office to the name of who holds it
_OFFICE_DENSE = 6
_WHEN_DENSE = 14
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")  # "12:10: " before the entry of a live page
_ZONES = ("GMT", "CET")
_BEHIND_CLOCK = ": |–-"
_SIDES = ("actors", "places", "carriers")
_NO_OFFICE = ("cue.against", "person", "trigger", "modality.conditional")  # before who opens a sentence
_TWO_SIGNS = 2  # of "he" or "they" in Chinese
_FEW_SIGNS = 3  # before it
_PAIR = 8  # between it and its verb
_SHORT_NOUN = 2  # letters of "he" where verbs come last: longer ones are "the ministry"
_LONG_NOUN = 6
_BESIDE = 8  # between a side and its verb of saying
_CLAUSE = re.compile(r"[,;:|\"(]|\s[-–—]\s")
_AUXILIARY = re.compile(r"\s(?:[^\W\d_]{1,5}\s)?")


def subject_of(scene: Scene, names: Sequence[Hit]) -> Voice | None:
    """Return the speaker that a sentence opens with, where it is about what that one says; None for a mere actor."""
    first = next((n for n in names if not _is_side(n, scene)), None)
    if first is None or is_possessor(first, scene.passage) or not _opens(first, scene):
        return None
    for name in names:  # of "the service's head, Budanov" it is Budanov
        first = name if 0 < name.start - first.end <= _BESIDE_OFFICE and _is_office(first, name, scene) else first
    cast = scene.passage.cast
    if cast.speaks_for.get(first.label, "") == cast.story.main_actor:
        return None
    voice = Voice(source=first.label, start=first.start, end=first.end, how="subject")
    if scene.passage.lexicon.verb_final and not role_of(voice, scene):
        return None
    return voice


def _is_office(first: Hit, second: Hit, scene: Scene) -> bool:
    passage = scene.passage
    wide = 0 if passage.lexicon.is_dense else _BESIDE_OFFICE  # "el jefe de la inteligencia militar, Kiril Budánov"
    before = max(scene.span.start, first.start - wide)
    return passage.has("reporting.title", before, second.start) and not passage.has("cue.and", first.end, second.start)


def _is_side(name: Hit, scene: Scene) -> bool:
    for section in _SIDES:
        hit = scene.passage.hits(section).at(name.start)
        if hit is not None and hit.end == name.end:
            return True
    return False


def _opens(name: Hit, scene: Scene) -> bool:
    """Whether only an office, or a time before a comma, stands before a name, and no word that makes it another's."""
    passage = scene.passage
    before = passage.plain[scene.span.start : name.start]
    before = _without_clock(before, passage) if before[:1].isdigit() else before
    when, _, office = before.rpartition(",")
    dense = passage.lexicon.is_dense and " " not in passage.plain[slice(*scene.span)]
    if len(office) > (_OFFICE_DENSE if dense else _OFFICE) or len(when) > (_WHEN_DENSE if dense else _WHEN):
        return False
    if '"' in before or ":" in before or ";" in before:
        return False
    start = name.start - len(office)
    between = any(passage.has(section, start, name.start) for section in _NO_OFFICE)
    between = between or (bool(when) and passage.has("cue.clause", start, name.start))  # "two men whom Kyiv caught"
    counted = any(map(str.isdigit, office))  # "взяты 430 украинских военнослужащих"
    return not between and not counted


def _without_clock(before: str, passage: Passage) -> str:
    clock = _CLOCK.match(before)
    if clock is None:
        return before
    rest = before[clock.end() :]
    word = next((w for w in (*passage.lexicon.clock, *_ZONES) if rest.startswith(f" {w}")), "")
    rest = rest.removeprefix(f" {word}") if word else rest
    return rest.lstrip(_BEHIND_CLOCK) if rest.startswith(tuple(_BEHIND_CLOCK)) else before


def pronouns_of(scene: Scene) -> list[Hit]:
    """Return the words for whoever spoke, those beside a verb of saying first; not the army in "the Russian army"."""
    words = list(scene.hits("reporting.pronoun"))
    if len(words) < 2 or scene.passage.lexicon.is_dense:
        return words
    ends = {verb.end for verb in verbs_of(scene)}
    words = [word for word in words if scene.passage.hits("actors").at(word.end + 1) is None]
    return sorted(words, key=lambda word: word.start - 1 not in ends)


def opening_pronoun(scene: Scene) -> Hit | None:
    """Return the "he" that opens a Chinese sentence right before its verb: what follows is his, whoever it names."""
    passage, words = scene.passage, scene.hits("reporting.pronoun")
    if not words or not passage.lexicon.is_dense or passage.lexicon.verb_final:
        return None
    word = words[0]
    if word.start - scene.span.start > _FEW_SIGNS or word.end - word.start > _TWO_SIGNS:
        return None
    verb = next(iter(passage.hits("reporting.said").within(word.end, scene.span.end)), None)
    gap = passage.plain[word.end : verb.start] if verb is not None else ","
    return word if len(gap) <= _PAIR and not set(gap) & set(",;:") else None


def countries(scene: Scene) -> list[Voice]:
    """Return the government of a side right before a verb of saying ("Ukraine said at the weekend it was ...")."""
    passage = scene.passage
    sides, verbs = scene.hits("actors"), scene.hits("reporting.said")
    if not (sides and verbs) or (passage.lexicon.is_dense and not passage.lexicon.verb_final):
        return []
    for side in sides:
        before = _CLAUSE.split(passage.plain[scene.span.start : side.start])[-1]
        if len(before) > 2 * _BESIDE:
            continue
        if passage.lexicon.verb_final:
            last = verbs[-1]
            says = passage.plain.startswith(passage.lexicon.topic[0], side.end) and not refers(scene)
            says = says and side.end < last.start and scene.span.end - last.end <= _BESIDE and last.label == "said"
        else:
            says = any(0 < v.start - side.end <= _BESIDE for v in verbs)
            says = says and _AUXILIARY.fullmatch(passage.plain, side.end, _next(verbs, side.end)) is not None
        government = government_of(side.label, scene) if says and not is_apart(side, passage) else None
        if government is not None:
            return [Voice(source=government, start=side.start, end=side.end, how="said")]
    return []


def _next(verbs: Sequence[Hit], start: int) -> int:
    return next(v.start for v in verbs if v.start > start)


def noun_of(pronoun: str, passage: Passage) -> str:
    """Return the noun of "the ministry", "同省"; empty where there is none ("he")."""
    lexicon = passage.lexicon
    this = next((sign for sign in lexicon.this if pronoun.startswith(sign)), "")
    if this or (lexicon.is_dense and not lexicon.verb_final):
        return pronoun.removeprefix(this) if this else ""
    words = pronoun.lower().replace("'", " ").split()
    if len(words) < 2 and not (lexicon.verb_final and len(pronoun) > _SHORT_NOUN):
        return ""
    ending = next((e for e in (*lexicon.topic, *lexicon.subject) if words[-1].endswith(e)), "")
    return words[-1].removesuffix(ending)


def stem_of(noun: str, lexicon: Lexicon) -> str:
    """Return a noun without the ending that its case gives it: "комітеті", "розвідслужба"."""
    ending = next((e for e in lexicon.endings["noun"] if noun.endswith(e)), "") if len(noun) >= _LONG_NOUN else ""
    return noun.removesuffix(ending)
