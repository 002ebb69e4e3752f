"""Who says it: the source of each sentence, through whom, and what carries over to the sentences after it.

A source speaks where its name stands beside a verb of saying, or behind words such as "according to". A
sentence without a speaker carries on for the last one within its paragraph, or as long as a quotation stays
open. Who will not comment is silent: heard for that alone, and for no figure, no other status, no sentence after
it. A person whom the story does not know is kept as text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.phrases import Hit
from extractors.reading.marks import Passage
from extractors.reading.scenes import Mention, Scene
from extractors.reading.statuses import SPOKEN
from extractors.values import Field

_AFTER = 80  # from a name to its verb: "Peskov, the Kremlin's spokesman, said"
_BEFORE = 26  # from a verb to the name behind it: "said President Zelensky"
_CITED = 26  # from "according to" to the name
_CITED_DENSE = 4
_FAR = 10_000
_THAT = 12  # between "said" and a name in the clause that it opens: ", что ", " that the "
_AUXILIARY = 4  # "but he said", "mais a déclaré"
_AUXILIARY_DENSE = 1
_COMMA = re.compile("[,、;]")
_WORD = r"[^\W\d_][\w'’.-]{0,30}"
# "Ukraine's president Zelensky:" has two more words before the name; an office may stand behind it.
_BEFORE_NAME = re.compile(rf"['\"]?(?:{_WORD} ){{0,2}}['\"]?")
_KICKER = re.compile(r"[:|]\s")  # "The war: Zelensky: 300 killed"
_COLON = re.compile(rf"(?:,? {_WORD}){{0,3}}\s?:|\s[-–—]\s")
_QUOTED = re.compile(r",?\s?(?=[\"「『])")
_BEHIND_MARK = re.compile(rf"(?:[:」』\"…]|\.\.\.|\s[-–—])\s?(?:{_WORD} )?$")
_AT_END = re.compile(rf"(?: ?{_WORD})?\W?")
_SIDES = ("sources", "actors")
_STATUS_VERBS = ("no_comment", "denial", "confirmed_deployment")
_NAME = re.compile(
    r"(?:(?<=\s)|^|(?<=['\"(]))((?:[A-ZÀ-ÞА-ЯЁЇІЄҐ][\w'’-]{1,25}\.?\s){1,3}[A-ZÀ-ÞА-ЯЁЇІЄҐ][\w'’-]{1,25})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says what a sentence says. `how`: said, cited, carried (from before), silent, or outlet (nobody is named).

    `refers`: the outlet that quotes it was named in the sentence before. `denies`: it is named for a denial.
    """

    source: str | None = None
    text: str | None = None
    via: str | None = None
    start: int = 0
    end: int = 0
    estimated: bool = False
    how: str = "outlet"
    refers: bool = False
    denies: bool = False


OUTLET = Voice()


class Voices:
    """The voices of one passage, sentence by sentence; remembers who spoke last."""

    def __init__(self, passage: Passage) -> None:
        """Start with nobody speaking."""
        self._passage = passage
        self._last = OUTLET
        self._last_end = 0
        self._open_quote = False

    def hear(self, scene: Scene) -> list[Voice]:
        """Return the speakers of a sentence, empty where nobody speaks; call once per sentence, in order."""
        speakers = _speakers(scene)
        via = _via(scene)
        carried = self._carried(scene)
        if via is not None:
            speakers = [replace(v, via=via) for v in speakers]
        if not speakers and via is not None:
            speakers = [Voice(via=via, start=scene.span.start, end=scene.span.start, how="said")]
        elif not speakers and carried is not None:
            speakers = [replace(carried, how="silent") if _is_all_silence(scene) else carried]
        elif speakers and via is None and carried is not None and _refers(scene):
            # "The paper quoted US officials": the paper is the outlet named before.
            speakers = [replace(v, via=carried.via, refers=True) for v in speakers]
        last = speakers[-1] if speakers else OUTLET
        self._last = replace(last, how="silent") if last.denies else last
        self._last_end = scene.span.end
        self._open_quote = _quote_is_open(self._passage.text[scene.span.start : scene.span.end], self._open_quote)
        return speakers

    def _carried(self, scene: Scene) -> Voice | None:
        if self._last == OUTLET:
            return None
        goes_on = _refers(scene)
        new_paragraph = self._passage.paragraph_breaks(self._last_end, scene.span.start)
        if (new_paragraph or self._last.how == "silent") and not (goes_on or self._open_quote):
            return None
        estimated = bool(_verbs(scene, ("reporting.estimated",))) if goes_on else False
        return replace(self._last, how="carried", estimated=estimated, start=scene.span.start, end=scene.span.start)


def _silences(scene: Scene) -> list[Hit]:
    found = scene.passage.hits("status").within(*scene.span)
    return [h for h in found if h.label in ("no_comment.words", "no_comment.denied")]


def _overlaps(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _is_all_silence(scene: Scene) -> bool:
    """Whether a word for whoever spoke last is the subject of a silence and of nothing else."""
    silences = _silences(scene)
    verbs = _verbs(scene, ("reporting.said", "reporting.estimated", "reporting.told"))
    return bool(silences) and _refers(scene) and all(_overlaps(v, silences) for v in verbs)


def _refers(scene: Scene) -> bool:
    """Whether "he", "the agency" and their like speak: a word for whoever spoke last, beside a verb of saying."""
    passage = scene.passage
    verbs = _verbs(scene, ("reporting.said", "reporting.estimated", "reporting.told"))
    pronouns = passage.hits("reporting.pronoun").within(*scene.span)
    return any(
        0 <= verb.start - word.end <= _AFTER or 0 <= word.start - verb.end <= _BEFORE
        for word in pronouns
        for verb in verbs
    )


def _verbs(scene: Scene, sections: Sequence[str]) -> list[Hit]:
    return sorted(hit for s in sections for hit in scene.passage.hits(s).within(*scene.span))


def _speakers(scene: Scene) -> list[Voice]:
    passage = scene.passage
    names = passage.hits("sources").within(*scene.span)
    if not names and not passage.has("reporting.title", *scene.span) and passage.lexicon.is_dense:
        return []
    verbs = _verbs(scene, ("reporting.said", "reporting.estimated", "reporting.told"))
    verbs = sorted([*verbs, *(h for h in passage.hits("status").within(*scene.span) if _is_speech(h))])
    estimates = {(h.start, h.end) for h in passage.hits("reporting.estimated").within(*scene.span)}
    cites = passage.hits("reporting.citing").within(*scene.span)
    denials = [h for h in passage.hits("status").within(*scene.span) if h.label == "denial.words"]
    cited = [n for n in names if _cite(n, names, cites, scene) is not None]
    found = []
    for name in names:
        link = _bond(name, [n for n in names if n not in cited or n == name], verbs, cites, scene)
        if link is not None:
            verb, how = link
            found.append(
                Voice(
                    source=name.label,
                    start=name.start,
                    end=name.end,
                    estimated=(verb.start, verb.end) in estimates,
                    how=how,
                    denies=how == "said" and _overlaps(verb, denials),
                )
            )
    if not found:
        return _unknown_or_silent(scene, verbs, cites)
    return _joined(_relayed(_without_told(_with_partners(found, names, scene), verbs, scene)), scene)


def _unknown_or_silent(scene: Scene, verbs: list[Hit], cites: list[Hit]) -> list[Voice]:
    silences = _silences(scene)
    speaking = _unknown(scene, [v for v in verbs if not _overlaps(v, silences)], cites)
    if speaking is not None:
        return [speaking]
    silent = _unknown(scene, verbs, cites)
    return [replace(silent, how="silent")] if silent else []


def _bond(name: Hit, names: list[Hit], verbs: list[Hit], cites: list[Hit], scene: Scene) -> tuple[Hit, str] | None:
    """Return what `_link` does; "silent" where the name's only verb says that it will not comment."""
    link = _link(name, names, verbs, cites, scene)
    silences = _silences(scene)
    if link is None or link[1] == "cited" or link[0] == name or not silences:
        return link
    verb_final = scene.passage.lexicon.verb_final
    if not verb_final and not _overlaps(link[0], silences):
        return link
    spoken = [v for v in verbs if not _overlaps(v, silences)]
    spoken = [
        v for v in spoken if (_is_last_before(name, v, names) if verb_final else _is_own(name, v, silences, scene))
    ]
    said = _link(name, names, spoken, cites, scene)
    if said is not None:
        return said
    return (link[0], "silent") if any(s.start >= name.end for s in silences) or not verb_final else link


def _is_last_before(name: Hit, verb: Hit, names: list[Hit]) -> bool:
    """Where verbs come last, a verb beside a silence belongs to the name right before it."""
    before = [n for n in names if n.end <= verb.start]
    return bool(before) and before[-1].label == name.label


def _is_own(name: Hit, verb: Hit, silences: list[Hit], scene: Scene) -> bool:
    """Whether the silent one also speaks: before the silence, or right behind a joining word ("but said")."""
    passage = scene.passage
    between = [s for s in silences if name.end <= s.start and s.end <= verb.start]
    if not between:
        return _COMMA.search(passage.plain[verb.end : name.start]) is None
    start = between[-1].end
    ends = {start + m.end() for m in _COMMA.finditer(passage.plain[start : verb.start])}
    ends |= {h.end for section in ("cue.and", "cue.clause") for h in passage.hits(section).within(start, verb.start)}
    longest = _AUXILIARY_DENSE if passage.lexicon.is_dense else _AUXILIARY
    return any(
        len(passage.plain[end : verb.start].strip()) <= longest or passage.has("reporting.pronoun", end, verb.start)
        for end in ends
    )


def _is_speech(hit: Hit) -> bool:
    status, _, key = hit.label.partition(".")
    return status in _STATUS_VERBS and key != "unless"


def _with_partners(found: list[Voice], names: list[Hit], scene: Scene) -> list[Voice]:
    """Add the names that "and" joins to a speaker: "US and Ukrainian officials said"."""
    out = list(found)
    for name in names:
        known = any(v.start == name.start for v in out)
        partner = next((v for v in found if _and_between(name.end, v.start, scene)), None)
        if not known and partner is not None:
            how = "silent" if partner.how == "silent" else "said"
            out.append(Voice(source=name.label, start=name.start, end=name.end, how=how))
    return sorted(out, key=lambda v: v.start)


def _cite(name: Hit, names: list[Hit], cites: list[Hit], scene: Scene) -> Hit | None:
    """Return the word such as "according to" that stands beside a name."""
    lexicon = scene.passage.lexicon
    for cite in cites:
        if lexicon.verb_final:
            near = 0 <= cite.start - name.end <= _CITED_DENSE
        else:
            near = -1 <= name.start - cite.end <= (_CITED_DENSE * 3 if lexicon.is_dense else _CITED)
        if near and not _other_between(name, cite, names):
            return cite
    return None


def _link(name: Hit, names: list[Hit], verbs: list[Hit], cites: list[Hit], scene: Scene) -> tuple[Hit, str] | None:
    """Return the verb or word that makes a name a speaker, and how; None where it is only mentioned."""
    cite = _cite(name, names, cites, scene)
    if cite is not None:
        return cite, "cited"
    if _stands_by_a_mark(name, scene):
        return name, "said"
    if scene.passage.lexicon.verb_final:
        later = [v for v in verbs if v.start >= name.end]
        return (later[-1], "said") if later else None
    candidates = [
        (reach, verb)
        for verb in verbs
        if (reach := _reach(name, verb)) is not None
        and not _other_between(name, verb, names)
        and not any(_is_nearer(other, verb, reach) for other in names if other.label != name.label)
    ]
    return (min(candidates)[1], "said") if candidates else None


def _stands_by_a_mark(name: Hit, scene: Scene) -> bool:
    """Whether a name stands before a colon or quotation, or behind one at a title's end ("300 killed: Pentagon").

    Between name and mark only an office may stand, and nothing that makes the name part of a longer phrase.
    """
    passage, (start, end) = scene.passage, scene.span
    if any(passage.has(section, start, name.start) for section in ("reporting.citing", "cue.against")):
        return False
    before, after = passage.plain[start : name.start], passage.plain[name.end : end]
    if _BEFORE_NAME.fullmatch(_KICKER.split(before)[-1]):
        mark = _COLON.match(after) or (_QUOTED.match(after) if passage.lexicon.is_dense else None)
        if mark is not None:
            return mark.end() < len(after) or passage.field is Field.TEXT
    if passage.field is not Field.TITLE or not before or _AT_END.fullmatch(after) is None:
        return False
    return _BEHIND_MARK.search(before) is not None or passage.text[name.start - 1] == "\u3000"


def _reach(name: Hit, verb: Hit) -> int | None:
    """How far a verb is from a name; None where too far. A name behind its verb is rarer, so it counts double."""
    if verb.end > name.start and verb.start < name.end:
        return 0
    if verb.start >= name.end:
        gap = verb.start - name.end
        return gap if gap <= _AFTER else None
    gap = name.start - verb.end
    return gap * 2 if gap <= _BEFORE else None


def _is_nearer(other: Hit, verb: Hit, reach: int) -> bool:
    """Whether another name stands nearer to the verb: then it is the one who speaks."""
    theirs = _reach(other, verb)
    return theirs is not None and theirs < reach


def _other_between(name: Hit, word: Hit, names: list[Hit]) -> bool:
    start, end = min(name.end, word.end), max(name.start, word.start)
    return any(n.label != name.label and n.start >= start and n.end <= end for n in names)


def _joined(voices: list[Voice], scene: Scene) -> list[Voice]:
    """Two names joined by "and" speak together: "ukrainian_officials+us_officials"."""
    out: list[Voice] = []
    for voice in voices:
        if out and out[-1].source != voice.source and _and_between(out[-1].end, voice.start, scene):
            ids = sorted({*(out[-1].source or "").split("+"), voice.source or ""})
            out[-1] = replace(out[-1], source="+".join(ids), end=voice.end)
        elif out and out[-1].source == voice.source and voice.start - out[-1].end <= _CITED:
            how = voice.how if out[-1].how == "silent" else out[-1].how
            out[-1] = replace(out[-1], end=voice.end, estimated=out[-1].estimated or voice.estimated, how=how)
        else:
            out.append(voice)
    return out


def _and_between(start: int, end: int, scene: Scene) -> bool:
    gap = scene.passage.plain[start:end]
    if not 0 <= end - start <= _BEFORE:
        return False
    joins = scene.passage.hits("cue.and").within(start, end)
    return bool(joins) and len(gap.strip()) <= sum(j.end - j.start for j in joins) + 4


def _relayed(voices: list[Voice]) -> list[Voice]:
    """Where one says and cites another, the one who says is the source ("Zelensky, citing Syrskyi")."""
    return [v for v in voices if v.how != "cited"] if voices[0].how == "said" else voices


def _without_told(voices: list[Voice], verbs: list[Hit], scene: Scene) -> list[Voice]:
    """Where one says that another says, the first is the source: "Zelensky said that Syrskyi had reported ..."."""
    out: list[Voice] = []
    for voice in voices:
        told = out and voice.how == out[-1].how == "said" and _follows_its_verb(out[-1], voice, verbs, scene)
        if not told:
            out.append(voice)
    return out


def _follows_its_verb(first: Voice, second: Voice, verbs: list[Hit], scene: Scene) -> bool:
    """Whether only a word such as "that" stands between the first one's verb and the second one's name."""
    passage = scene.passage
    if passage.lexicon.is_dense:
        return False
    verb = next((v for v in reversed(verbs) if first.end <= v.start and v.end <= second.start), None)
    if verb is None or second.start - verb.end > _THAT:
        return False
    gap = passage.plain[verb.end : second.start]
    parted = passage.has("cue.and", verb.end, second.start) or passage.has("reporting.citing", verb.start, second.start)
    return not parted and any(c.isalpha() for c in gap) and not set(gap) & set(':;"')


def _via(scene: Scene) -> str | None:
    """Return the outlet that is quoted in a sentence: one named beside a verb of saying or of citing."""
    passage = scene.passage
    words = _verbs(scene, ("reporting.said", "reporting.told", "reporting.citing", "reporting.estimated"))
    for name in passage.hits("carriers").within(*scene.span):
        for word in words:
            near = 0 <= word.start - name.end <= _AFTER or 0 <= name.start - word.end <= _CITED
            if near:
                return name.label
    return None


def _unknown(scene: Scene, verbs: list[Hit], cites: list[Hit]) -> Voice | None:
    """A name in capitals beside a verb of saying, or behind a title: kept as text."""
    passage = scene.passage
    if passage.lexicon.is_dense:
        return None
    text = passage.plain[scene.span.start : scene.span.end]
    for match in _NAME.finditer(text):
        start, end = scene.span.start + match.start(1), scene.span.start + match.end(1)
        if any(passage.has(s, start, end) for s in ("actors", "carriers", "places", "months")):
            continue
        titled = any(
            0 <= start - t.end <= 1 or start <= t.start < end
            for t in passage.hits("reporting.title").within(max(scene.span.start, start - 24), end)
        )
        spoken = any(0 <= v.start - end <= (_AFTER if titled else 3) for v in verbs)
        spoken = spoken or any(0 <= start - v.end <= (_BEFORE if titled else 1) for v in (*verbs, *cites))
        if spoken:
            return Voice(text=passage.text[start:end], start=start, end=end, how="said")
    return None


def _quote_is_open(text: str, was_open: bool) -> bool:
    opened, closed = sum(map(text.count, "“«「『„")), sum(map(text.count, "”»」』"))
    if text.count("„"):
        closed += text.count("“")
        opened -= text.count("“")
    balance = opened - closed + was_open
    return balance > 0


def voice_of(mention: Mention, voices: Sequence[Voice]) -> Voice:
    """Return who says a mention: the nearest speaker of its sentence, for a silence or a denial who is silent."""
    scene = mention.scene
    if mention.metric in SPOKEN or mention.metric == "confirmed_deployment":
        return _who_declines(mention, voices)
    if mention.metric == "treaty" and all(v.how == "carried" for v in voices):
        return OUTLET
    return min(_who_say(mention, voices), key=lambda v: _distance(mention, v, scene), default=OUTLET)


def _who_say(mention: Mention, voices: Sequence[Voice]) -> list[Voice]:
    """Without the silent, and without who denies behind it what somebody else says."""
    speaking = [v for v in voices if v.how != "silent"]
    if mention.scene.passage.lexicon.verb_final:
        return speaking
    first = [v for v in speaking if not (v.denies and v.start >= mention.anchor.end)]
    return first or speaking


def _who_declines(mention: Mention, voices: Sequence[Voice]) -> Voice:
    """Two who are silent together ("neither ... nor") are nobody in particular."""
    own = [v for v in voices if v.how != "carried" and v.source is not None]
    silent = [v for v in own if v.how == "silent"]
    own = (silent or own) if mention.metric == "no_comment" else [v for v in own if v not in silent]
    if mention.metric == "no_comment":
        passage = mention.scene.passage
        several = (len({h.label for h in passage.hits(s).within(*mention.anchor)}) > 1 for s in _SIDES)
        if any(several) or any("+" in (v.source or "") for v in own):
            return OUTLET
    left = [v for v in own if v.start <= mention.anchor.start]
    if left:
        return left[-1]
    if own:
        apart = mention.scene.breaks_between(mention.anchor.end, own[0].start) > 0
        return OUTLET if apart and mention.metric == "no_comment" else own[0]
    carried = [v for v in voices if v.how == "carried"]
    return carried[0] if carried and _refers(mention.scene) else OUTLET


def _distance(mention: Mention, voice: Voice, scene: Scene) -> float:
    if voice.how == "carried":
        return _FAR
    anchor = mention.anchor
    if voice.end <= anchor.start:
        gap = scene.passage.plain[voice.end : anchor.start]
        price = scene.breaks_between(voice.end, anchor.start) * 12
    else:
        gap = scene.passage.plain[anchor.end : voice.start]
        price = scene.breaks_between(anchor.end, voice.start) * 12
    return (
        len(gap) + price + 60 * gap.count(";") + (25 if voice.how == "cited" and voice.start < anchor.start else 0) * 0
    )
