"""Several speakers of one sentence: who speak together, who only relays, who is inside what another one says."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from extractors.patterns import low
from extractors.phrases import Folded, Hit
from extractors.reading.apart import is_apart
from extractors.reading.marks import Passage
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice

_GOVERNMENT = "_government"
_NEAR = 26  # between two names that belong together
_GAPPED = 16  # from a name to its number: " of more than "
_TAIL = 4  # from who is cited to the end of his sentence
_THAT = 12  # between "said" and a name in the clause that it opens: ", что ", " that the "
_SHORT_NAMES = (2, 3, 4, 5)  # signs of a country before "and" where no spaces part words
_LAST_WORD = re.compile(r"(?:\n?\s)?([\w.'’-]+)")  # read backwards, so that the rest need not be walked
_SHORT_WORD = re.compile(r"(?<=\s)[^\W\d_]{1,4}[' ]$")  # an article
_NEXT_WORDS = re.compile(r"[\w'’-]+")
_NEXT_WORD = re.compile(r"\s?([\w'’-]+)")


def with_partners(found: list[Voice], names: list[Hit], scene: Scene) -> list[Voice]:
    """Add the names that "and" joins to a speaker: "US officials and the NIS said", "US and Ukrainian officials"."""
    if not (scene.has("cue.and") or (scene.has("cue.against") and scene.passage.lexicon.is_dense)):
        return found
    out = [_shortened(voice, scene) for voice in found]
    for name in names:
        known = any(v.start <= name.start < v.end for v in out)
        partner = next((v for v in found if _and_between(name.end, v.start, scene)), None)
        if not known and partner is not None:
            how = "silent" if partner.how == "silent" else "said"
            out.append(Voice(source=name.label, start=name.start, end=name.end, how=how))
    return sorted(out, key=lambda v: v.start)


def _shortened(voice: Voice, scene: Scene) -> Voice:
    """Add the half of a pair that shares the noun of the other: "US and Ukrainian officials", "… et américains"."""
    passage, (start, end) = scene.passage, scene.span
    text, dense = passage.plain[voice.start : voice.end], passage.lexicon.is_dense
    if voice.source is None:
        return voice
    around = max(start, voice.start - 6), min(end, voice.end + 6)
    # "美国与乌克兰官员": "with" is as good as "and" where the guess below is a known name.
    beside = passage.hits("cue.against").within(*around) if dense else ()
    for join in (*passage.hits("cue.and").within(*around), *beside):
        guesses: list[str] = []
        if 0 <= voice.start - join.end <= 1 and (word := _LAST_WORD.match(passage.plain[start : join.start][::-1])):
            guesses = _with_head(word.group(1)[::-1], text, dense=dense)
        elif (
            not dense and 0 <= join.start - voice.end <= 1 and (word := _NEXT_WORD.match(passage.plain, join.end, end))
        ):
            guesses, end = _with_tail(text, word, passage.plain[word.end() : end]), word.end()
        other = _known_among(guesses, voice.source, scene) if guesses else None
        if other is not None:
            ids = sorted({*voice.source.split("+"), other})
            return voice._replace(source="+".join(ids), end=max(voice.end, end) if end < scene.span.end else voice.end)
    return voice


def _with_tail(text: str, word: re.Match[str], rest: str) -> list[str]:
    """The noun of a name with the words behind "and", also past "of" ("de Ucrania y de Estados Unidos")."""
    words, behind = text.split(), [word.group(1), *_NEXT_WORDS.findall(rest)[:2]]
    behind = behind[1:] if len(words) > 1 and behind[0] == words[-2] else behind[:1]
    return [" ".join([*words[:-1], *behind[:n]]) for n in range(len(behind), 0, -1)]


def _known_among(guesses: Sequence[str], source: str, scene: Scene) -> str | None:
    """The first guess that begins with another source's name; all are searched at once."""
    cast = scene.passage.cast
    if "" not in cast.beginnings and not any(_may_begin_a_name(guess, cast.beginnings) for guess in guesses):
        return None
    hits = cast.searcher.search(Folded("\n".join(guesses)))["sources"]
    starts = {sum(len(g) + 1 for g in guesses[:i]) for i in range(len(guesses))}
    return next((h.label for h in hits if h.start in starts and h.label != source), None)


def _may_begin_a_name(guess: str, beginnings: AbstractSet[str]) -> bool:
    return low(guess[:2]) in beginnings or low(guess[:1]) in beginnings


def _with_head(word: str, text: str, *, dense: bool) -> list[str]:
    """The word before "and" with the noun of the name behind it."""
    if " " in text:
        rest = text.split(maxsplit=1)[1]
        return [f"{word}{rest}", f"{word} {rest}"] if word.endswith("-") else [f"{word} {rest}"]
    return [word[-n:] + text[cut:] for n in _SHORT_NAMES for cut in (2, 3, 4, 5)] if dense else []


def joined(voices: list[Voice], scene: Scene) -> list[Voice]:
    """Two names joined by "and" speak together: "ukrainian_officials+us_officials"."""
    if len(voices) < 2:
        return voices
    out: list[Voice] = []
    for voice in voices:
        named = out and out[-1].source is not None and voice.source is not None
        if named and out[-1].source != voice.source and _and_between(out[-1].end, voice.start, scene):
            ids = sorted({*(out[-1].source or "").split("+"), *(voice.source or "").split("+")})
            out[-1] = out[-1]._replace(source="+".join(ids), end=voice.end)
        elif named and out[-1].source == voice.source and voice.start - out[-1].end <= _NEAR:
            how = voice.how if out[-1].how == "silent" else out[-1].how
            out[-1] = out[-1]._replace(end=voice.end, estimated=out[-1].estimated or voice.estimated, how=how)
        else:
            out.append(voice)
    return out


def with_gapped(voices: list[Voice], names: Sequence[Hit], scene: Scene) -> list[Voice]:
    """Add who shares the verb of another before him: "Kyiv speaks of 4,000 dead, Seoul of 3,000"."""
    if not scene.quantities or scene.passage.lexicon.is_dense or not any(v.how == "said" for v in voices):
        return voices
    heard = list(voices)
    for name in names:
        spoken = any(v.start < name.end and name.start < v.end for v in heard)
        if (
            not spoken
            and name.label[0].isalpha()
            and not is_apart(name, scene.passage)
            and _is_gapped(name, heard, scene)
        ):
            # With the space behind it: a bare capital beside another speaker would be taken for a side.
            sure = not any(v.estimated for v in heard if v.end < name.start)
            new = Voice(source=name.label, start=name.start, end=name.end + 1, how="said", estimated=not sure)
            heard = sorted([*heard, new], key=lambda v: v.start)
    return heard


def _is_gapped(name: Hit, voices: Sequence[Voice], scene: Scene) -> bool:
    """Whether a name opens its part of a sentence, right before a number, as another does with a verb before it."""
    passage, starts = scene.passage, [q.start for q in scene.quantities]
    after = min((s for s in starts if s >= name.end), default=-1)
    gap = passage.plain[name.end : max(name.end, after)]  # a comma may stand for the verb: "Seúl, de 3.000"
    if not 0 < len(gap) <= _GAPPED or set(gap.removeprefix(",")) & set(',;:."'):
        return False
    if passage.has("reporting.said", name.end, after) or passage.has("trigger", name.end, after):
        return False
    before = _SHORT_WORD.sub("", passage.plain[scene.span.start : name.start]).rstrip()
    joins = passage.hits("cue.and").within(max(0, name.start - _GAPPED), name.start)
    if not before.endswith((",", ";")) and not any(name.start - j.end <= 1 for j in joins):
        return False
    first = next((v for v in reversed(voices) if v.end < name.start and v.how == "said"), None)
    if first is None or not any(first.end < s < name.start for s in starts):
        return False
    main = passage.cast.story.main_actor
    return all(hit.label == main for hit in passage.hits("actors").within(first.end, name.start))


def _and_between(start: int, end: int, scene: Scene) -> bool:
    if not 0 <= end - start <= _NEAR:
        return False
    gap = scene.passage.plain[start:end]
    lexicon = scene.passage.lexicon
    roles = (*lexicon.topic, *lexicon.subject)
    undated = _without_dates(start, end, scene.passage) if roles else ""
    words = undated.split() if " " in undated else [undated]
    if roles and (scene.passage.plain[start - 1 : start] in roles or gap.startswith(roles)):
        return False
    if roles and any(word.rstrip("0123456789,、").endswith(roles) for word in words):
        return False  # "ゼレンスキー氏は9日、北朝鮮側…"
    joins = scene.passage.hits("cue.and").within(start, end)
    return bool(joins) and len(gap.strip()) <= sum(j.end - j.start for j in joins) + 4


def _without_dates(start: int, end: int, passage: Passage) -> str:
    text = ""
    for date in passage.hits("date").within(start, end):
        text, start = text + passage.plain[start : date.start], date.end
    return text + passage.plain[start:end]


def relayed(voices: list[Voice], scene: Scene) -> list[Voice]:
    """Where one says and cites another, the one who says is the source ("Zelensky, citing Syrskyi")."""
    if len(voices) < 2 or voices[0].how != "said":
        return voices
    last = voices[-1]
    if scene.span.end - last.end <= _TAIL and ";" in scene.passage.plain[voices[0].end : last.start]:
        return voices  # "Kiev revendiquait 1 250 km² ; il n'en reste que 400, d'après DeepState."
    origin = next((v.source for v in voices if v.how == "cited" and v.source != voices[0].source), None)
    said = [v for v in voices if v.how != "cited"]
    return [said[0]._replace(origin=origin)] if origin is not None and len(said) == 1 else said


def passed_on(voices: list[Voice], scene: Scene) -> list[Voice]:
    """Where an outlet of the main actor only publishes what somebody of its side says, who says it.

    "KCNA released the Commission's statement": the government. "Kim mourned nine men, KCNA reports": Kim.
    """
    cast = scene.passage.cast
    main, outlets = cast.story.main_actor, cast.own_outlets
    ours = [v for v in voices if v.source in outlets]
    if not ours:
        return voices
    outlet = ours[0]
    capitals = {(h.start, h.end) for h in scene.hits("actors")}
    others = [
        n
        for n in scene.hits("sources")
        if cast.speaks_for.get(n.label) == main and n.label not in outlets and (n.start, n.end) not in capitals
    ]
    # Who is named behind the outlet is part of what it tells, but for the body whose statement it is.
    bodies = [n for n in others if n.label.endswith(_GOVERNMENT)]
    who = bodies or [n for n in others if n.end <= outlet.start]
    if not who:
        return voices
    out = [v._replace(source=who[0].label) if v.source in outlets else v for v in voices]
    return [v for i, v in enumerate(out) if v.source not in {o.source for o in out[:i]}]


def without_told(voices: list[Voice], verbs: Sequence[Hit], scene: Scene) -> list[Voice]:
    """Where one says that another says, the first is the source: "Zelensky said that Syrskyi had reported ..."."""
    if len(voices) < 2:
        return voices
    out: list[Voice] = []
    for voice in voices:
        told = out and voice.how == out[-1].how == "said" and not voice.denies
        if not (told and _follows_its_verb(out[-1], voice, verbs, scene)):
            out.append(voice)
    return out


def _follows_its_verb(first: Voice, second: Voice, verbs: Sequence[Hit], scene: Scene) -> bool:
    """Whether only a word such as "that" stands between the first one's verb and the second one's name."""
    passage = scene.passage
    if passage.lexicon.is_dense:
        return False
    verb = next((v for v in reversed(verbs) if first.end <= v.start and v.end <= second.start), None)
    if verb is None or second.start - verb.end > _THAT:
        return False
    gap = passage.plain[verb.end : second.start]
    words = gap.replace(",", " ").split()
    return bool(words) and words[0].lower() in passage.lexicon.that and not set(gap) & set(':;"')
