"""Who is silent, denies or confirms: a known source, else the government of the side that the sentence is about."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.phrases import Hit
from extractors.reading.apart import is_apart
from extractors.reading.asked import who_was_asked
from extractors.reading.endings import role_of
from extractors.reading.links import names_in, refers, silences_of
from extractors.reading.marks import Passage
from extractors.reading.offices import is_an_office_word
from extractors.reading.scenes import Mention, Scene
from extractors.reading.speech import OUTLET, Voice, is_in_a_quotation
from extractors.reading.statuses import SPOKEN

_SUBJECT = 60  # from a side's name to the word by which it declines, denies or confirms
_BEGINNING = 30
_RIGHT_BEFORE = 6  # between a side and its denial: "Ukraine denies it"
_POSSESSIVE = 3
_PAIR = 8  # between two names side by side
_OPENING = 14  # letters before who opens a sentence: "In the Russian "
_QUESTION = 40  # letters of "And what does Moscow say?"
_OFFICE = 40  # letters of a joining word and an office before a name
_BARE = 60  # letters of a sentence that is only silent
_SIDES = ("sources", "actors")
_BEFORE = ("carried", "kept")  # who spoke in a sentence before
_TOGETHER = frozenset({"no_comment", "confirmed_deployment"})
_ANSWERS = SPOKEN | {"confirmed_deployment"}


def who_declines(mention: Mention, voices: Sequence[Voice]) -> Voice:
    """Return who is silent, denies or confirms.

    Two who are silent together ("neither ... nor") are told as one.
    """
    own = [v for v in voices if v.how not in ("carried", "kept") and (v.source or v.text) is not None]
    silent = [v for v in own if v.how == "silent"]
    own = (silent or own) if mention.metric == "no_comment" else [v for v in own if v not in silent]
    together = _of_two(mention) if mention.metric in _TOGETHER else None
    if together is not None:
        return together
    if mention.metric == "no_comment":
        passage = mention.scene.passage
        several = (len({h.label for h in passage.hits(s).within(*mention.anchor)}) > 1 for s in _SIDES)
        asked = who_was_asked(mention)
        if asked is not None:
            return Voice(source=asked.label, start=asked.start, end=asked.end, how="silent")
        opening = _who_opens(mention) if all(_is_aside(v, mention) for v in own) else None
        if opening is not None and not any(v.start == opening.start for v in own):
            return opening
        if any(several):
            return OUTLET
    if _is_of_both(mention):
        return OUTLET
    left = [v for v in own if v.start <= mention.anchor.start]
    left = [v for v in left if role_of(v, mention.scene) == "topic"] or left
    beside = _side_beside(mention, left[-1]) if left else None
    if beside is not None:
        return beside
    if left:
        return left[-1]
    if own and (own[0].start - mention.anchor.end > _BEGINNING or opens_another(mention, own[0])):
        left = [v for v in voices if v.how == "said" and v.start <= mention.anchor.start]
        if left:
            return left[-1]
    if own and mention.metric == "confirmed_deployment":
        first = _side_itself(mention)
        opens_it = first is not None and first.start - mention.scene.span.start <= _POSSESSIVE
        right_before = opens_it and first is not None and mention.anchor.start - first.end <= _RIGHT_BEFORE
        if (
            first is not None
            and right_before
            and "," not in mention.scene.passage.plain[mention.anchor.end : own[0].start]
        ):
            return first  # "Corea del Norte admite que mandó soldados a pelear por Putin"
    if own:
        apart = mention.scene.breaks_between(mention.anchor.end, own[0].start) > 0
        if mention.scene.passage.plain.count('"', mention.anchor.end, own[0].start) % 2:
            return own[0]  # "We do not comment," said the ministry
        return OUTLET if apart and mention.metric == "no_comment" else own[0]
    admits = mention.metric == "confirmed_deployment"
    side = (_who_opens(mention) if admits else None) or _named_inside(mention) or _side_itself(mention)
    if side is not None:
        return side
    carried = [v for v in voices if v.how == "carried"]
    goes_on = refers(mention.scene) or mention.scene.passage.lexicon.verb_final or _is_bare_silence(mention)
    goes_on = goes_on or mention.scene.passage.has(
        "reporting.pronoun", *mention.anchor
    )  # "потери в сообщении не названы"
    return carried[0] if carried and goes_on else OUTLET


def who_cannot_confirm(status: Mention, voices: Sequence[Voice]) -> Voice | None:
    """Return who is named inside a move that he does not confirm: "Подтвердить отвод в Генштабе не смогли"."""
    passage = status.scene.passage
    if status.polarity or passage.lexicon.verb_final or any(v.how not in _BEFORE for v in voices):
        return None
    names = passage.hits("sources").within(status.start, status.end)
    # "in the General Staff in Kyiv": where somebody's place is says no more of who he is.
    whole = [n for n in names if not any(0 < n.start - m.end <= _POSSESSIVE and is_apart(n, passage) for m in names)]
    return Voice(source=whole[-1].label, start=whole[-1].start, end=whole[-1].end, how="said") if whole else None


def _is_aside(voice: Voice, silence: Mention) -> bool:
    """Whether somebody is only cited, or only says where: he is not who is silent if another one opens the sentence."""
    return voice.how == "cited" or is_apart(voice, silence.scene.passage)


def _who_opens(silence: Mention) -> Voice | None:
    """Who opens the sentence of a silence, be it as a place: "У Кремлі на прохання прокоментувати ... не відповіли"."""
    scene = silence.scene
    if scene.passage.lexicon.verb_final or scene.passage.lexicon.is_dense:
        return None
    start = max(scene.span.start, scene.passage.plain.rfind(";", scene.span.start, silence.anchor.start))
    first = next((name for name in names_in(scene) if name.start >= start), None)
    if first is None or scene.passage.has("reporting.citing", start, first.start):
        return None
    if first.start - start > _OPENING or first.start > silence.anchor.start + _OPENING:
        return None
    return Voice(source=first.label, start=first.start, end=first.end, how="silent")


def _named_inside(mention: Mention) -> Voice | None:
    """Who is named among the words themselves: "ні, в Держдепі підтвердити не змогли", said of a phrase with a gap."""
    passage = mention.scene.passage
    found = passage.hits("sources").within(*mention.anchor)
    may_be_a_place = not passage.lexicon.articles  # who is silent; not so in "remitió a Kiev"
    names = {h.label: h for h in found if may_be_a_place or not is_apart(h, passage)}
    if len(names) != 1:
        return None
    (name,) = names.values()
    return Voice(source=name.label, start=name.start, end=name.end, how="said")


def _is_bare_silence(mention: Mention) -> bool:
    """Whether a sentence is silent and names nobody ("How many? Not a word."): whoever spoke last is."""
    passage, span = mention.scene.passage, mention.scene.span
    named = any(passage.has(s, *span) for s in (*_SIDES, "carriers"))
    return mention.metric == "no_comment" and not named and span.end - span.start <= _BARE


def _of_two(silence: Mention) -> Voice | None:
    """Two names side by side before a silence are silent together: "Ні Пхеньян, ні Москва ... не відреагували".

    A side's own press is no second one: it only carries what its government admits.
    """
    passage = silence.scene.passage
    start = max(silence.scene.span.start, silence.anchor.start - _SUBJECT)
    press = passage.cast.own_outlets if silence.metric == "confirmed_deployment" else frozenset()
    names = [n for n in passage.hits("sources").within(start, silence.anchor.end) if n.label not in press]
    for a, b in pairwise(names):
        beside = a.label != b.label and 0 <= b.start - a.end <= _PAIR
        if beside and any(passage.has(section, a.end, b.start) for section in ("cue.and", "modality.not")):
            ids = sorted({a.label, b.label})
            return Voice(source="+".join(ids), start=a.start, end=b.end, how="silent")
    return None


def _is_of_both(mention: Mention) -> bool:
    """Whether both sides at once are silent, deny or confirm, and are named by no name ("neither side has ...")."""
    words = mention.scene.hits("reporting.both")
    return any(mention.anchor.start - word.end <= _SUBJECT and word.start <= mention.anchor.end for word in words)


def _side_beside(mention: Mention, other: Voice) -> Voice | None:
    """A side right before its own denial, in a clause behind somebody else's ("...; Ukraine denies it")."""
    passage, at = mention.scene.passage, mention.anchor.start
    for side in passage.hits("actors").within(max(other.end, at - _SUBJECT), at):
        if at - side.end <= _RIGHT_BEFORE and set(passage.plain[other.end : side.start]) & set(",;"):
            government = government_of(side.label, mention.scene)
            return Voice(source=government, start=side.start, end=side.end, how="said") if government else None
    return None


def _side_itself(mention: Mention) -> Voice | None:
    """A side that is named as who declines, denies or confirms ("North Korea confirmed ..."): its government."""
    scene = mention.scene
    passage = scene.passage
    start = max(scene.span.start, mention.anchor.start - _SUBJECT)
    if mention.metric == "no_comment" and not passage.has("sources", scene.span.start, start):
        start = scene.span.start
    inside = passage.lexicon.is_dense or mention.metric != "no_comment"  # "hält Nordkorea unter Verschluss"
    named = [
        hit
        for hit in passage.hits("actors").within(start, mention.anchor.end)
        if hit.start <= (mention.anchor.start if inside else mention.anchor.end)
        and not is_apart(hit, passage)
        and (_is_its_subject(hit, scene) or not passage.has("person", hit.end, min(hit.end + 20, mention.anchor.start)))
    ]
    if not named:
        return None
    named = [hit for hit in named if _is_its_subject(hit, scene)] or named
    if len({hit.label for hit in named}) > 1:
        return _sides_together(named[-2:], scene) or OUTLET  # both sides: nobody in particular
    side = named[-1]
    government = government_of(side.label, scene)
    return Voice(source=government, start=side.start, end=side.end, how="said") if government else None


def _sides_together(sides: Sequence[Hit], scene: Scene) -> Voice | None:
    """The governments of two sides side by side, each as the subject ("러시아도 북한도 ... 인정하지 않고")."""
    first, second = sides
    beside = first.label != second.label and 0 <= second.start - first.end <= _POSSESSIVE
    if not (beside and _is_its_subject(first, scene) and _is_its_subject(second, scene)):
        return None
    ids = sorted(one for side in sides if (one := government_of(side.label, scene)) is not None)
    return (
        Voice(source="+".join(ids), start=first.start, end=second.end, how="said") if len(ids) == len(sides) else None
    )


def _is_its_subject(side: Hit, scene: Scene) -> bool:
    """Whether an ending, its own or right behind, shows that a sentence is about a side ("북한은 ...", "北朝鮮は")."""
    lexicon, plain = scene.passage.lexicon, scene.passage.plain
    endings = (*lexicon.topic, *lexicon.subject)
    return bool(lexicon.topic) and (
        plain.startswith(endings, side.end) or plain.endswith(endings, side.start + 1, side.end)
    )


def opens_another(mention: Mention, voice: Voice) -> bool:
    """Return whether a speaker behind a mention begins a clause of his own (", а Минобороны сообщило ...")."""
    passage = mention.scene.passage
    start = max(mention.anchor.end, voice.start - _PAIR)
    joins = passage.has("cue.and", start, voice.start) or passage.has("cue.clause", start, voice.start)
    joins = joins or _begins_a_clause(voice, mention.anchor.end, passage)
    comma = "," in passage.plain[max(mention.anchor.end, voice.start - _POSSESSIVE) : voice.start]
    counts_on = comma and any(q.number.core_start >= voice.end for q in mention.scene.quantities)
    return voice.start >= mention.anchor.end and (joins or counts_on) and not passage.lexicon.verb_final


def _begins_a_clause(voice: Voice, start: int, passage: Passage) -> bool:
    """Whether a comma and "while" stand before the office of a speaker (", а главком Александр Сырский заявил")."""
    comma = passage.plain.rfind(",", max(start, voice.start - _OFFICE), voice.start)
    return comma >= 0 and passage.hits("cue.clause").at(comma + 2) is not None


def asked_of(scene: Scene) -> str | None:
    """Return whom a short question is about ("And Moscow?"): who is silent in the next sentence."""
    plain, (start, end) = scene.passage.plain, scene.span
    if plain.find("?", start, end) < 0:
        return None
    text = plain[start:end].rstrip()
    if not text.endswith("?") or len(text) > _QUESTION:
        return None
    names = {n.label for n in names_in(scene)}
    if not names:
        found = [government_of(h.label, scene) for h in scene.hits("actors")]
        names = {one for one in found if one is not None}
    return names.pop() if len(names) == 1 else None


def goes_on_alone(scene: Scene, carried: Voice | None) -> bool:
    """Return whether "he" is no name of his sentence: in a quotation, or silent of what opens it."""
    silent = carried is not None and any(_he_is_silent(silence, scene) for silence in silences_of(scene))
    return silent or is_in_a_quotation(scene)


def _he_is_silent(silence: Hit, scene: Scene) -> bool:
    """Whether "he" stands behind a comma in a silence, and so is nobody it names: "Сколько их у Кима, он не сказал"."""
    passage = scene.passage
    words = passage.hits("reporting.pronoun").within(silence.start, silence.end)
    return any(not is_an_office_word(w) and passage.plain[w.start - 2 : w.start] == ", " for w in words)


def only_answers(voice: Voice, mention: Mention) -> bool:
    """Return whether somebody denies or declines in a clause behind a claim ("…とみられるが、政府は認めていない")."""
    scene, end = mention.scene, mention.anchor.end
    if voice.start < end or not scene.passage.has("cue.clause", end, voice.start):
        return False
    behind = (h.label.partition(".")[0] for h in scene.hits("status") if h.start >= voice.end)
    return any(status in _ANSWERS for status in behind)


def government_of(side: str, scene: Scene) -> str | None:
    """Return the government that speaks for a side."""
    sources = scene.passage.cast.story.sources
    return next((s.id for s in sources if s.speaks_for == side and s.id.endswith("_government")), None)
