"""Names that stand beside something and are no speakers: where, with whom, in passing, in the middle of a clause."""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.cases import past_possessive
from extractors.reading.marks import Passage
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice

_CLAUSE_MARKS = frozenset(",;")
_CLAUSE_START = re.compile(r"[,;:。?!\"「」()\n]")
_QUOTED_NAME = re.compile(r'"[^"]{1,30}"')
_DAY = re.compile(r", \d{1,2}\.? [^\W\d_]{3,9},")  # "said on Monday, 23 December, the president"
_OPENS_TOLD = (",", ":")
_CLAUSE_HEAD = 6  # signs before a name that opens a Chinese clause: a day, an office
_OPENING_WORDS = 3  # before a place that opens a sentence: "In the meantime in Kyiv"
_ASIDE = 16  # before an outlet: the words that make it the one who is told
_ARTICLE = 4
_AFTER = 80  # from a name to its verb: "Peskov, the Kremlin's spokesman, said"


def is_apart(name: Hit | Voice, passage: Passage) -> bool:
    """Return whether a name stands behind a word such as "in" or "with", perhaps with an article between."""
    key = name.start, name.label if isinstance(name, Hit) else name.source
    known = passage.apart.get(key)
    if known is None:
        known = passage.apart[key] = _is_apart(*key, passage)
    return known


def _is_apart(at: int, label: str | None, passage: Passage) -> bool:
    for word in passage.hits("cue.against").within(max(0, at - _ASIDE), at):
        gap = passage.plain[word.end : at].strip(" '")
        if not gap or (len(gap) <= _ARTICLE and gap.islower() and passage.lexicon.articles):
            return True
    before = passage.hits("sources").within(max(0, at - 3 * _ASIDE), at)
    office = before[-1] if before else None  # "with Kim's envoy, Choe": the name is where its office is
    if office is None or office.label != label or passage.plain[office.end : at].strip(" ,"):
        return False
    return is_apart(office, passage)


def where_they_say(found: Sequence[Voice], verbs: Sequence[Hit], scene: Scene) -> list[Voice]:
    """Return those right behind a verb ("повідомили в СБУ"), else those that open the sentence or are near a verb."""
    near = [v for v in found if _opens_or_is_beside(v, verbs, scene) and not _is_sent_to(v, scene)]
    return [v for v in near if any(0 < v.start - verb.end <= _ARTICLE for verb in verbs)] or near


def _opens_or_is_beside(voice: Voice, verbs: Sequence[Hit], scene: Scene) -> bool:
    """Whether a name opens its sentence or stands beside a verb ("кажуть у Києві")."""
    if scene.passage.plain[scene.span.start : voice.start].count(" ") <= _OPENING_WORDS:
        return True
    plain = scene.passage.plain
    ends = ((voice.end, v.start) if v.start >= voice.end else (v.end, voice.start) for v in verbs)
    # Without the name of an outlet that is told: 'поведали порталу "Фронтир" в разведке'.
    return any(start <= end and len(_QUOTED_NAME.sub("", plain[start:end])) <= _ASIDE for start, end in ends)


def _is_sent_to(voice: Voice, scene: Scene) -> bool:
    """Whether who asks is sent to a name by who is silent ("a renvoyé vers Kiev")."""
    passage = scene.passage
    silences = (h for h in scene.hits("status") if h.label == "no_comment.words")
    sent = (s for s in silences if 0 <= voice.start - s.end <= _ARTICLE)
    return any(word.end == s.end for s in sent for word in passage.hits("cue.against").within(s.start, s.end))


def is_aside(name: Hit, other: Hit, passage: Passage) -> bool:
    """Return whether another name is told in passing of the one before ("DeepState, close to Kyiv, ...")."""
    start = name.end + 2
    if passage.plain[name.end : start] != ", " or not passage.plain[start : start + 1].islower():
        return False
    end = passage.plain.find(",", other.end, other.end + _AFTER)
    return end >= 0 and not set(passage.plain[start : other.start]) & set(',;:"')


def is_inside_a_clause(name: Hit, between: str, passage: Passage) -> bool:
    """Return whether a name stands inside a clause that another follows: in Chinese the verb there is not its own."""
    if not passage.lexicon.is_dense or passage.lexicon.verb_final or not set(between) & _CLAUSE_MARKS:
        return False
    before = passage.plain[max(0, name.start - 3 * _ASIDE) : name.start]
    verbs = passage.hits("reporting.said").within(name.start - _ASIDE, name.start)
    if any(passage.plain[v.end : name.start] in _OPENS_TOLD for v in verbs):
        return True  # "联合参谋本部表示,朝方正准备增兵,预计..."
    office = passage.hits("sources").within(max(0, name.start - _ASIDE), name.start)
    if office and name.start - office[-1].end <= _ARTICLE:
        return is_inside_a_clause(office[-1], between, passage)
    clause = re.split(_CLAUSE_START, before)[-1]
    start = name.start - len(clause)
    said = passage.hits("reporting.said").within(start, name.start)
    told = bool(said) and passage.has(
        "sources", start, said[0].start
    )  # "KCNA published the Commission's statement, ..."
    inside = len(clause) > _CLAUSE_HEAD and not told
    return inside or ";" in between or passage.has("reporting.pronoun", start, name.start)


def is_possessor(name: Hit, passage: Passage) -> bool:
    """Return whether a name only says whose something is ("Putin's army is worn out: ...", "Putins Truppe ...")."""
    plain, endings = passage.plain, passage.lexicon.endings["possessive"]
    if past_possessive(name.end, passage) > name.end:
        return True
    ends = bool(endings) and plain.endswith(endings, 0, name.end) and plain.startswith(" ", name.end)
    return ends and plain[name.end + 1 : name.end + 2].isupper()


def is_a_noun(verb: Hit, passage: Passage) -> bool:
    """Return whether "a" or its like stands right before what may be a verb of saying ("heard a report from him")."""
    before = passage.plain[max(0, verb.start - 2 * _ARTICLE) : verb.start]
    return before.endswith(" ") and before.split(" ")[-2].lower() in passage.lexicon.articles


def is_a_verb(word: Hit, scene: Scene) -> bool:
    """Return whether a Chinese word says something: "向" and "对" alone do not, nor does "这是" within a sentence."""
    if word.label == "told":
        return word.end - word.start > 1
    return word.label != "back" or word.start - scene.span.start <= _ARTICLE


def opens_clause(passage: Passage, start: int, end: int) -> bool:
    """Return whether a clause of its own begins between a verb and the name behind it."""
    gap = _DAY.sub(" ", passage.plain[start:end])
    return bool(set(gap) & set(",:;")) or any(word in passage.lexicon.that for word in gap.lower().split())


def is_so_called(name: Hit, passage: Passage) -> bool:
    """Return whether a name alone stands in quotation marks ("so-called 'war correspondents' write")."""
    before, after = (
        passage.plain[max(0, name.start - _ASIDE) : name.start],
        passage.plain[name.end : name.end + _ARTICLE],
    )
    return '"' in before and '"' in after


def opens_told(passage: Passage, start: int, end: int) -> bool:
    """Return whether a clause of what is said begins before the verb: "KCNA, that it said"."""
    if passage.plain.find(",", start, end) < 0:
        return False
    clauses = passage.plain[start:end].split(",")[1:]
    return any(words[0].lower() in passage.lexicon.that for clause in clauses if (words := clause.split()))
