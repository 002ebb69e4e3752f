"""Who may have said a claim: those of its own sentence, those before and behind it, and the outlet itself.

`Document` gathers what was heard in a text; `candidates` lists everybody who may speak for one claim, each with
features. As in features.py nothing names a language or a source. docs/second-reader.md lists the features.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.phrases import Hit
from extractors.reading.apart import is_apart
from extractors.reading.asked import who_was_asked
from extractors.reading.declining import government_of
from extractors.reading.endings import role_of
from extractors.reading.links import names_in, outlet_quoted, refers, silences_of, verbs_of
from extractors.reading.owned import owner_unsaid
from extractors.reading.scenes import LOSSES, Mention, Scene
from extractors.reading.speech import OUTLET, Heard, Voice
from extractors.second.features import TROOPS, family
from extractors.values import Claim, Story

Key = tuple[str, str]  # "source", "text" or "outlet", and the id or the words
Features = tuple[str, Sequence[str]]  # the name of a group and what is so

_OUTLET: Key = ("outlet", "")
_OWN = frozenset({"said", "cited", "subject", "silent"})
_SPOKEN = frozenset({"denial", "no_comment", "confirmed_deployment"})
_HERE = ("said", "cited", "subject", "silent", "carried", "kept", "named", "side", "apart")
_PLACED = frozenset(_HERE) - {"carried", "kept"}
_GAPS = (1, 4, 9, 17, 33, 65, 129)
_BACK = 4  # speakers before the claim that are weighed
_PARAGRAPHS = 3
_BESIDE = 3
_BASE = 8  # from "of the" to a number that is only given
_BASE_REACH = 40
_SHORT = 5  # letters of "he"; longer ones are "the ministry"
_SHORT_DENSE = 2
_OPENING = 12
_SIGNS = ("reporting.citing", "reporting.hearsay", "cue.retracted", "carriers")
_LINE = re.compile(r"\n\s*")


@dataclass(slots=True)
class Speaker:
    """Somebody who may have said a claim.

    `how`: as what he is heard, nearest first; `place`: where in the claim's sentence. `back`: how many sentences
    before he last spoke, `turn`: as the how-manyeth before the claim, `heard`: how he did then.
    """

    key: Key
    voice: Voice
    how: str = "outlet"
    place: tuple[int, int] | None = None
    gap: int = 0
    back: int = 0
    turn: int = 0
    paragraphs: int = 0
    heard: str = ""
    behind: int = 0
    marks: set[str] = field(default_factory=set)
    groups: Sequence[Features] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """All features as texts, each with the name of its group, as the lessons hold them."""
        return tuple(f"{group}|{sign}" for group, signs in self.groups for sign in signs)


@dataclass(frozen=True, slots=True)
class People:
    """What the story knows of its sources: the id that each counts as, its side and its rank."""

    same: Mapping[str, str]
    sides: Mapping[str, str | None]
    ranks: Mapping[str, str]
    main: str

    def key(self, voice: Voice) -> Key:
        """Return what a voice is counted as."""
        return self.key_of(voice.source, voice.text)

    def key_of(self, source: str | None, text: str | None) -> Key:
        """Return what a source, or somebody who is told in words, is counted as."""
        if source is None:
            return ("text", text) if text is not None else _OUTLET
        if "+" not in source:
            return ("source", self.same.get(source, source))
        return ("source", "+".join(sorted({self.same.get(one, one) for one in source.split("+")})))


def people_of(story: Story) -> People:
    """Return what a story knows of its sources."""
    return People(
        same={s.id: s.same_as for s in story.sources if s.same_as is not None},
        sides={s.id: s.speaks_for for s in story.sources},
        ranks={s.id: str(s.rank) for s in story.sources},
        main=story.main_actor,
    )


class Document:
    """What was heard in one text, sentence by sentence."""

    __slots__ = ("_at", "_heard", "_own", "_paragraphs", "_places", "counts", "people", "signs", "speakers")

    def __init__(self, heard: Sequence[Heard], people: People) -> None:
        """Keep who spoke where."""
        self.people = people
        self.signs: dict[int, tuple[str, ...]] = {}  # of each sentence that was asked about
        self._heard = heard
        self._at = {id(one.scene): i for i, one in enumerate(heard)}
        self._own: dict[int, list[tuple[Key, Voice]]] = {}
        for i, one in enumerate(heard):
            if one.voices:
                own = [(people.key(v), v) for v in one.voices if v.how in _OWN and (v.source or v.text)]
                if own:
                    self._own[i] = own
        self._places = list(self._own)
        self.speakers = [key for own in self._own.values() for key, _ in own]
        self.counts = frozenset(self.speakers)
        self._paragraphs: list[int] = []  # of each sentence, reckoned when first asked for

    def index(self, scene: Scene) -> int:
        """Return which sentence of the text a scene is."""
        return self._at[id(scene)]

    def voices(self, i: int) -> Sequence[Voice]:
        """Return whom the rules hear in a sentence, with those of the sentences before."""
        return self._heard[i].voices

    def own(self, i: int) -> Sequence[tuple[Key, Voice]]:
        """Return who is named in a sentence as its speakers, each with what he is counted as."""
        return self._own.get(i, ())

    def names_its_speaker(self, mention: Mention, claim: Claim) -> bool:
        """Return whether the rules need not guess: they heard a claim's speaker in its sentence, or several.

        Nor where an outlet is quoted for it, where nobody speaks in the whole text, where a silence has no name
        ("neither Moscow nor Pyongyang replied"), or where words show that the report itself reckons.
        """
        if owner_unsaid(mention, self.voices(self.index(mention.scene))) is not None:
            return True
        if claim.metric == "no_comment" and who_was_asked(mention) is not None:
            return True
        chosen = chosen_for(claim, self.people)
        if chosen == _OUTLET:
            return claim.via is not None or claim.metric == "no_comment" or not self.speakers
        return "+" in chosen[1] or any(key == chosen for key, _ in self.own(self.index(mention.scene)))

    def scene(self, i: int) -> Scene:
        """Return a sentence."""
        return self._heard[i].scene

    def paragraph(self, i: int) -> int:
        """Return the number of a sentence's paragraph."""
        if not self._paragraphs:
            lines = [m.start() for m in _LINE.finditer(self._heard[0].scene.passage.text)]
            self._paragraphs = [bisect_left(lines, one.scene.span.start) for one in self._heard]
        return self._paragraphs[i]

    def is_quoting(self, i: int) -> bool:
        """Return whether a quotation is open where a sentence begins."""
        return i > 0 and self._heard[i - 1].is_open

    def before(self, i: int) -> Iterator[tuple[int, Key, Voice]]:
        """Yield those who spoke before a sentence, the last one first, with the sentence."""
        for place in range(bisect_left(self._places, i) - 1, -1, -1):
            j = self._places[place]
            for key, voice in reversed(self._own[j]):
                yield j, key, voice

    def behind(self, i: int) -> tuple[int, Key, Voice] | None:
        """Return who speaks first in one of the next two sentences of the same paragraph."""
        for j in (i + 1, i + 2):
            if j in self._own and self.paragraph(j) == self.paragraph(i):
                return j, *self._own[j][0]
        return None

    def speakers_of_paragraph(self, i: int) -> int:
        """Return how many speak in a sentence's paragraph."""
        number = self.paragraph(i)
        first, last = bisect_left(self._paragraphs, number), bisect_right(self._paragraphs, number)
        own = (self._own[j] for j in range(first, last) if j in self._own)
        return len({key for one in own for key, voice in one if voice.how != "silent"})


def candidates(document: Document, mention: Mention, claim: Claim) -> list[Speaker]:
    """Return who may have said a claim, with features; first the one whom the rules chose."""
    found = _Gathering(document, mention).all_with(chosen_for(claim, document.people))
    view = _View(document, mention, claim, found)
    for one in found:
        one.groups = view.of(one)
    return found


def chosen_for(claim: Claim, people: People) -> Key:
    """Return whom the rules chose."""
    return people.key_of(claim.source, claim.source_text)


def is_placed(speaker: Speaker) -> bool:
    """Return whether somebody is named, in whatever way, in the claim's own sentence."""
    return speaker.how in _PLACED


class _Gathering:
    """Gathers who may have said one claim."""

    def __init__(self, document: Document, mention: Mention) -> None:
        self._document = document
        self._anchor = mention.anchor
        self._scene = mention.scene
        self._is_spoken = mention.metric in _SPOKEN
        self._i = document.index(mention.scene)
        self._found: dict[Key, Speaker] = {}

    def all_with(self, chosen: Key) -> list[Speaker]:
        self._of_the_sentence()
        self._of_before()
        self._of_behind()
        document = self._document
        if document.speakers and (first := self._found.get(document.speakers[0])) is not None:
            first.marks.add("first")
        elif document.speakers:
            self._add(document.speakers[0], "first", _voice(document.speakers[0]))
        self._found.setdefault(_OUTLET, Speaker(_OUTLET, OUTLET))
        rules = self._found.pop(chosen, None) or Speaker(chosen, _voice(chosen), how="odd")
        return [rules, *[self._found[key] for key in sorted(self._found)]]

    def _add(self, key: Key, how: str, voice: Voice) -> Speaker:
        one = self._found.get(key)
        if one is None:
            one = self._found[key] = Speaker(key, voice, how=how)
        return one

    def _here(self, how: str, voice: Voice) -> None:
        """Add somebody of the claim's sentence; of several places the one heard best and nearest counts."""
        key = self._document.people.key(voice)
        one = self._found.get(key)
        gap = max(self._anchor.start - voice.end, voice.start - self._anchor.end, 0)
        better = one is None or (_worth(how), gap) < (_worth(one.how), one.gap)
        if better:
            placed = (voice.start, voice.end) if how in _PLACED else None
            self._found[key] = Speaker(key, voice, how=how, place=placed, gap=gap)

    def _of_the_sentence(self) -> None:
        scene, passage = self._scene, self._scene.passage
        for voice in self._document.voices(self._i):
            if (voice.source or voice.text) and (self._is_spoken or voice.how != "silent"):
                self._here(voice.how, voice)
        names = names_in(scene)
        said = [(v.start, v.end) for _, v in self._document.own(self._i)] if names else []
        for name in names:
            if not _lies_in(name, said):
                how = "apart" if is_apart(name, passage) else "named"
                self._here(how, Voice(source=name.label, start=name.start, end=name.end))
        sides = scene.hits("actors")
        spans = [(n.start, n.end) for n in names] if sides else []
        for side in sides:
            if not _lies_in(side, spans) and (government := government_of(side.label, scene)) is not None:
                self._here("side", Voice(source=government, start=side.start, end=side.end))

    def _of_before(self) -> None:
        document, i = self._document, self._i
        seen: set[Key] = set()
        paragraph = document.paragraph(i)
        for j, key, voice in document.before(i):
            paragraphs = paragraph - document.paragraph(j)
            if len(seen) >= _BACK or paragraphs > _PARAGRAPHS:
                break
            if key in seen or voice.how == "silent" or voice.denies:
                continue  # who says nothing is not heard in the next sentence
            seen.add(key)
            one = self._add(key, f"before{min(len(seen), 3)}", voice)
            one.back, one.turn, one.paragraphs, one.heard = i - j, len(seen), paragraphs, voice.how
        if not i:
            return
        for name in names_in(document.scene(i - 1)):
            key = document.people.key(voice := Voice(source=name.label))
            if key not in seen:
                self._add(key, "namedbefore", voice)

    def _of_behind(self) -> None:
        found = self._document.behind(self._i)
        if found is not None:
            j, key, voice = found
            one = self._add(key, "after", voice)
            one.behind = j - self._i
            one.marks.add(f"{one.behind}{voice.how}")


def _voice(key: Key) -> Voice:
    kind, value = key
    return Voice(source=value if kind == "source" else None, text=value if kind == "text" else None)


def _worth(how: str) -> int:
    """How good a place is: who speaks in the sentence, whatever how, then who did before, then who is only named."""
    return 0 if how in _OWN else _HERE.index(how)


def _lies_in(hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < hit.end and hit.start < end for start, end in spans)


class _View:
    """One claim, with what is the same for all who may have said it."""

    def __init__(self, document: Document, mention: Mention, claim: Claim, found: Sequence[Speaker]) -> None:
        self._document = document
        self._mention = mention
        self._claim = claim
        self._scene = mention.scene
        self._i = document.index(mention.scene)
        lexicon = mention.scene.passage.lexicon
        self._dense = lexicon.is_dense
        self._about = _group(mention.metric)
        self._kinds = (
            "",
            "v" if lexicon.verb_final else "z" if lexicon.is_dense else "w",
            "spoken" if mention.metric in _SPOKEN else "told",
            self._about,
        )
        signs = document.signs.get(self._i)
        if signs is None:
            signs = document.signs[self._i] = tuple(self._signs_of_sentence())
        self._saying = signs[0]
        self._signs = (*signs, *self._signs_of_claim())
        self._around = (
            "somebody_before" if any(one.turn for one in found) else "nobody_before",
            "somebody_behind" if any(one.behind for one in found) else "nobody_behind",
        )

    def _signs_of_sentence(self) -> list[str]:
        scene, document, i = self._scene, self._document, self._i
        speaking = [v for _, v in document.own(i) if v.how != "silent"]
        signs = [
            f"n{min(len(speaking), 2)}",
            f"paragraph{min(document.speakers_of_paragraph(i), 3)}",
            f"document{min(len(document.counts), 3)}",
            "goes_on" if i and document.paragraph(i) == document.paragraph(i - 1) else "opens",
        ]
        if not i:
            signs.append("first_sentence")
        if refers(scene):
            signs.append("refers")
        if verbs_of(scene):
            signs.append("verb")
        if outlet_quoted(scene) is not None:
            signs.append("outlet_quoted")
        if document.is_quoting(i):
            signs.append("quoting")
        if silences_of(scene):
            signs.append("silence")
        if not names_in(scene):
            signs.append("nameless")
        signs += [section for section in _SIGNS if section in scene.found]
        return signs + self._pronoun()

    def _pronoun(self) -> list[str]:
        words = self._scene.hits("reporting.pronoun")
        if not words:
            return []
        word = words[0]
        is_short = word.end - word.start <= (_SHORT_DENSE if self._dense else _SHORT)
        signs = ["pronoun", "he" if is_short else "the_agency"]
        if word.start - self._scene.span.start <= _OPENING:
            signs.append("pronoun_opens")
        return signs

    def _signs_of_claim(self) -> list[str]:
        mention, passage, at = self._mention, self._scene.passage, self._mention.anchor.start
        signs = [str(self._claim.modality)]
        if mention.is_given:
            signs.append("given")
        if not mention.polarity:
            signs.append("negated")
        if passage.plain.count('"', self._scene.span.start, at) % 2:
            signs.append("in_quotation")
        base = passage.hits("partitive.base_before").within(max(self._scene.span.start, at - _BASE_REACH), at)
        if base and at - base[-1].end <= _BASE:
            signs.append("base")
        return signs

    def of(self, one: Speaker) -> list[Features]:
        """Return how somebody stands to the claim."""
        how, side, rank = one.how, self._side(one), self._rank(one)
        found: list[Features] = [
            (how, (*self._kinds, side, rank, *sorted(one.marks))),
            (how, self._signs),
            (side, (self._about,)),
            ("rank", (rank,)),
        ]
        if one.place is not None:
            found.append(self._way(one, *one.place))
        if one.turn:
            found += self._turn(one)
        if one.key == _OUTLET:
            found += [(self._about, self._signs), (self._saying, self._around)]
        counts = self._document.counts
        if one.key in counts:
            found.append((how, ("only" if len(counts) == 1 else "one_of_several",)))
        return found

    def _side(self, one: Speaker) -> str:
        kind, value = one.key
        if kind != "source":
            return kind
        side = self._document.people.sides.get(value.split("+")[0])
        if side is None:
            return "nobody's"
        return "main's" if side == self._document.people.main else "own" if side == self._claim.subject else "other's"

    def _rank(self, one: Speaker) -> str:
        kind, value = one.key
        return self._document.people.ranks.get(value.split("+")[0], kind) if kind == "source" else kind

    def _way(self, one: Speaker, start: int, end: int) -> Features:
        """Return what stands between the claim and somebody of its sentence."""
        scene, anchor = self._scene, self._mention.anchor
        if end <= anchor.start:
            where, left, right = "L", end, anchor.start
        elif start >= anchor.end:
            where, left, right = "R", anchor.end, start
        else:
            where, left, right = "I", anchor.start, anchor.start
        gap = scene.passage.plain[left:right]
        signs = [
            f"gap{bisect_left(_GAPS, len(gap) * (2 if self._dense else 1))}",
            f"breaks{min(scene.breaks_between(left, right), 2)}",
            f"commas{min(gap.count(',') + gap.count('、'), 2)}",
            "verb" if any(left <= v.start and v.end <= right for v in verbs_of(scene)) else "no_verb",
            *(mark for mark in ";:" if mark in gap),
            *self._kinds[:2],
        ]
        if gap.count('"') % 2:
            signs.append("quotation")
        if start - scene.span.start <= _BESIDE:
            signs.append("opens")
        if scene.passage.has("actors", start, end):
            signs.append("capital")
        if scene.passage.lexicon.verb_final:
            signs.append(f"role_{role_of(one.voice, scene)}")
        return f"{one.how}:{where}", signs

    def _turn(self, one: Speaker) -> tuple[Features, ...]:
        """Return how long ago somebody spoke."""
        turn, paragraphs, back = f"turn{min(one.turn, 3)}", min(one.paragraphs, 2), f"back{min(one.back, 4)}"
        return (
            (turn, (back, f"{one.heard}{paragraphs}", self._saying, f"{self._saying}:{one.how}")),
            (self._saying, (back, f"{back}:{paragraphs}")),
            (("last" if one.turn == 1 else "earlier") + ("" if paragraphs else ":here"), self._signs),
        )


def _group(metric: str) -> str:
    kind = family(metric)
    return (
        TROOPS if kind == "returned_home" else "loss" if kind in LOSSES - {"captured"} or kind == "share_lost" else kind
    )
