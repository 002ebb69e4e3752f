"""Who says it: the source of each claim, through whom, and what carries over to the sentences after it.

A sentence without a speaker carries on for the last one within its paragraph, as long as a quotation stays open, and
where its words show that somebody is still quoted. Who will not comment is silent: heard for that alone, and for no
figure, no other status, no sentence after it. Who speaks in one sentence: extractors/reading/links.py.
"""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import is_apart
from extractors.reading.declining import (
    asked_of,
    goes_on_alone,
    only_answers,
    opens_another,
    who_cannot_confirm,
    who_declines,
)
from extractors.reading.letters import LATIN_CAPITALS
from extractors.reading.links import (
    STRANGER,
    is_all_silence,
    names_in,
    outlet_quoted,
    refers,
    silences_of,
    speakers_of,
    verbs_of,
)
from extractors.reading.marks import Passage
from extractors.reading.offices import bodies_in, body_called, body_of_its_side, is_an_office_word
from extractors.reading.owned import owner_unsaid
from extractors.reading.pairs import passed_on
from extractors.reading.scenes import Mention, Scene
from extractors.reading.speech import OUTLET, Heard, Voice, quote_marks, quotings
from extractors.reading.statuses import SPOKEN
from extractors.reading.strangers import quotes_in
from extractors.reading.subjects import countries, noun_of, opening_pronoun, pronouns_of, stem_of, subject_of
from extractors.values import Kind

__all__ = ["OUTLET", "Voice", "Voices", "voice_of"]

_FAR = 10_000
_BACK = 40  # from a sentence's beginning to the words that claim what was told before
_RECENT = 8  # names that "the ministry" may be
_NEAR_NAMES = 4
_TOPIC = 400  # how far behind its name somebody is still "he"
_BEGINNING = 30
_BEFORE = ("carried", "kept")
_POSSESSIVE = 3  # "Zelensky's 4,000 dead"
_PAIR = 8  # between two names side by side
_CAPITALISED = re.compile(rf"[{LATIN_CAPITALS}][\w'’-]+")
_SIDES = ("sources", "actors")
# A sentence without any of these words has no speaker of its own, but for an office beside a quotation.
_HEARD = frozenset(
    {
        *_SIDES,
        "carriers",
        "status.no_comment",
        "status.denial",
        "status.confirmed_deployment",
        "reporting.said",
        "reporting.estimated",
        "reporting.told",
        "reporting.back",
        "reporting.citing",
        "reporting.opening",
        "reporting.pronoun",
    }
)
# What an outlet tells as known where a paragraph names nobody.
_COMMON_KNOWLEDGE = frozenset({"captured", "area_km2", "treaty", "denial", "no_comment", "confirmed_deployment"})


class Voices:
    """The voices of one passage, sentence by sentence; remembers who spoke last, and who was named.

    `heard`: every sentence so far with those who speak in it.
    """

    def __init__(self, passage: Passage) -> None:
        """Start with nobody speaking."""
        self.heard: list[Heard] = []
        self._passage = passage
        self._last = OUTLET
        self._last_end = 0
        self._paragraph: list[Voice] = []  # who spoke in this paragraph
        self._spoke = -1  # where the last speaker's name stands
        self._is_body = False  # whether the last speaker is no "he": an agency, told in capitals
        self._open_quote = False
        self._marks = quote_marks(passage.text)
        self._quotings = quotings(passage.text, self._marks)
        self._quoting = 0  # the first of them that stands behind what was heard
        self._is_anew = False  # whether a paragraph ends before the sentence that is heard
        self._quote_start: int | None = None
        self._recent: list[tuple[str, str]] = []  # names of the last sentences and their labels
        self._asked: str | None = None  # of whom a short question was: "And Moscow?"
        self._named = OUTLET  # who was named last without speaking
        self._short: dict[str, str] = {}  # surname -> label of whom it belongs to

    def hear(self, scene: Scene) -> list[Voice]:
        """Return the speakers of a sentence, empty where nobody speaks; call once per sentence, in order."""
        self._is_anew = self._passage.paragraph_breaks(self._last_end, scene.span.start)
        if self._open_quote and self._is_anew:
            # A quotation that goes on in the next paragraph opens it with a mark again.
            self._open_quote = self._passage.text[scene.span.start] in self._marks[0]
            self._quote_start = self._quote_start if self._open_quote else None
        short = self._by_surname(scene) if self._short else []
        short += bodies_in(scene, [self._last.source, *(label for _, label in reversed(self._recent))])
        if not (short or scene.has_any(_HEARD) or (scene.has("reporting.title") and _may_quote(scene))):
            return self._unspoken(scene)
        names = sorted([*names_in(scene), *short]) if short else names_in(scene)
        speakers = speakers_of(scene, names)
        if self._passage.lexicon.is_dense:
            speakers = [self._of_whom_it_is_short(v, scene) for v in speakers]
        via = outlet_quoted(scene)
        goes_on = refers(scene)
        carried = self._carried(scene, goes_on=goes_on) if goes_on or not speakers else None
        if goes_on and speakers and all(v.how == "silent" for v in speakers) and goes_on_alone(scene, carried):
            speakers = []
        speakers = speakers or ([] if goes_on and scene.has("reporting.citing") else countries(scene))
        if carried is not None and (word := opening_pronoun(scene)) is not None:
            later = [v for v in speakers if v.start < word.start or _begins_its_clause(v, scene)]
            speakers = sorted([*later, carried._replace(how="said", start=word.start, end=word.end)], key=_start_of)
        if speakers:
            first = self._before_semicolon(scene, speakers[0], names)
            speakers = [first, *speakers] if first is not None else speakers
        elif names and not (goes_on_alone(scene, carried) if goes_on else via):
            subject = _known(subject_of(scene, names))
            if subject is not None:
                speakers = [subject._replace(how="silent") if is_all_silence(scene) else subject]
        if speakers:
            speakers = self._of_its_outlet(passed_on(speakers, scene), scene)
            if via is not None:
                speakers = [v._replace(via=via) for v in speakers]
            elif goes_on and carried is not None and carried.via is not None:
                # "The paper quoted US officials": the paper is the outlet named before.
                speakers = [v._replace(via=carried.via, refers=True) for v in speakers]
            speakers = self._with_what_was_told(speakers, scene)
        else:
            speakers = self._not_named(scene, via, carried, goes_on=goes_on)
        silent = goes_on or bool(silences_of(scene))
        if (
            self._asked is not None
            and silent
            and all(v.how in (*_BEFORE, "silent") and v.end <= v.start for v in speakers)
        ):
            start = scene.span.start
            how = "said" if goes_on and not is_all_silence(scene) else "silent"
            speakers = [Voice(source=self._asked, start=start, end=start, how=how)]
        self._remember(scene, speakers)
        return speakers

    def _of_whom_it_is_short(self, voice: Voice, scene: Scene) -> Voice:
        """Whom a short name means: "국방부" behind "러시아 국방부", "俄方" behind Russia's ministry."""
        passage = self._passage
        if voice.source is None or "+" in voice.source or not passage.lexicon.is_dense:
            return voice
        lexicon = passage.lexicon
        name = passage.plain[voice.start : voice.end].lower()
        endings = (*lexicon.topic, *lexicon.subject) if len(name) > _POSSESSIVE else ()
        name = next((name.removesuffix(e) for e in endings if name.endswith(e)), name)
        for text, label in reversed(self._recent[-_NEAR_NAMES:]):
            if label == voice.source:
                return voice
            if len(name) >= _POSSESSIVE and text.find(name) > 0:
                return voice._replace(source=label)
        if not name.endswith(lexicon.party) or len(name) > _POSSESSIVE or silences_of(scene):
            return voice  # "俄方" is Moscow, or whoever of it spoke just before
        last, sides = self._paragraph[-1] if self._paragraph else OUTLET, passage.cast.speaks_for
        side = sides.get(voice.source)
        return voice._replace(source=last.source) if side and side == sides.get(last.source or "") else voice

    def _not_named(self, scene: Scene, via: str | None, carried: Voice | None, *, goes_on: bool) -> list[Voice]:
        """Who speaks in a sentence that names nobody who does: an outlet, or who is carried or kept from before."""
        if via is not None and goes_on and carried is not None and _names_no_other(scene):
            return [carried._replace(via=via)]  # "the spokesman told the BBC"
        if via is not None:
            return [Voice(via=via, start=scene.span.start, end=scene.span.start, how="said")]
        if carried is not None:
            return [carried._replace(how="silent") if goes_on and is_all_silence(scene) else carried]
        kept = self._kept(scene)
        return [kept] if kept is not None else []

    def _with_what_was_told(self, speakers: list[Voice], scene: Scene) -> list[Voice]:
        """Mark who claims what the sentences before told, and whose quotation began before."""
        claims_back = scene.has("reporting.back") and _claims_back(scene)
        if not (claims_back or self._quote_start is not None):
            return speakers
        if not any(v.how in ("said", "cited") and (v.source or v.text) for v in speakers):
            return speakers
        if claims_back:
            return [v._replace(claims_back=True) for v in speakers]
        return [v._replace(quote_start=self._quote_start) for v in speakers]

    def _before_semicolon(self, scene: Scene, first: Voice, names: Sequence[Hit]) -> Voice | None:
        """Of whom the part of a sentence is that stands before a semicolon, if another one speaks behind it."""
        mark = self._passage.plain.find(";", scene.span.start, first.start)
        if mark < 0 or first.how == "carried":
            return None
        return _known(subject_of(scene, [n for n in names if n.end < mark]))

    def _of_its_outlet(self, speakers: list[Voice], scene: Scene) -> list[Voice]:
        """Whom an outlet of the main actor quotes as "he" ("The price, he said according to KCNA, was nine men")."""
        cast = self._passage.cast
        he, first = self._named, speakers[0]
        if first.source not in cast.own_outlets:
            return speakers
        ours = cast.speaks_for.get(he.source or "") == cast.story.main_actor and he.source not in cast.own_outlets
        known = ours and 0 <= scene.span.start - he.end <= _TOPIC
        if not known or first.how not in ("cited", "said") or len(speakers) > 1:
            return speakers
        words = scene.hits("reporting.pronoun")  # "the agency" behind its name is itself
        personal = words and verbs_of(scene) and (first.how == "cited" or words[0].end <= first.start)
        return [first._replace(source=he.source, how="said")] if personal else speakers

    def _unspoken(self, scene: Scene) -> list[Voice]:
        """Who still speaks in a sentence without a name or a verb of saying."""
        voice = self._carried(scene, goes_on=False) or self._kept(scene)
        speakers = [] if voice is None else [voice]
        self._keep(scene, speakers)
        return speakers

    def _kept(self, scene: Scene) -> Voice | None:
        """Who alone spoke in the paragraph before one that goes on without a name: he is still the one who counts."""
        if not (self._is_anew and self._paragraph):
            return None
        heard = {(v.source, v.text): v for v in self._paragraph if v.source or v.text}
        if len(heard) != 1 or scene.has("cue.retracted"):
            return None
        return next(iter(heard.values())).again(scene.span.start, "kept")

    def _keep(self, scene: Scene, speakers: Sequence[Voice]) -> None:
        """Keep who spoke, last and in this paragraph, and where the quotation that is open began."""
        if self._is_anew:
            self._paragraph = []
        self._asked = None
        self._last = OUTLET
        self._last_end = scene.span.end
        if speakers:
            self._keep_speakers(speakers)
        del self._recent[:-_RECENT]
        if self._quoting < len(self._quotings):
            self._open_quote = self._is_open_behind(scene)
        if not self._open_quote:
            self._quote_start = None
        elif self._quote_start is None:
            self._quote_start = scene.span.start
        self.heard.append(Heard(scene, speakers, self._open_quote))

    def _keep_speakers(self, speakers: Sequence[Voice]) -> None:
        """Keep who spoke last and in this paragraph, and where his name stands."""
        last, own = speakers[-1], []
        self._last = last._replace(how="silent") if last.denies else last
        for voice in speakers:
            if voice.how != "silent":
                self._paragraph.append(voice)
            if voice.how != "carried":
                own.append(voice)
        if own:
            self._spoke = max([v.start for v in own])
            self._is_body = self._is_a_body(own[-1])

    def _is_a_body(self, voice: Voice) -> bool:
        """Whether who spoke is told in capitals, without somebody who speaks for it ("a representative of the SBU")."""
        passage, start = self._passage, voice.start
        titled = any(passage.has(s, start - _BEGINNING, start) for s in ("reporting.title", "reporting.relay"))
        return passage.plain[start : voice.end].isupper() and not titled

    def _is_open_behind(self, scene: Scene) -> bool:
        """Whether more quotations were opened than closed at the end of a sentence."""
        start, end = scene.span
        depth = int(self._open_quote)
        quotings = self._quotings
        while self._quoting < len(quotings) and quotings[self._quoting][0] < end:
            at, step = quotings[self._quoting]
            depth += step if at >= start else 0  # sentences that are not heard do not count
            self._quoting += 1
        return depth > 0

    def _remember(self, scene: Scene, speakers: Sequence[Voice]) -> None:
        """Keep what `_keep` does, who was named, and what a question asked."""
        self._keep(scene, speakers)
        self._asked = asked_of(scene)
        names = names_in(scene)
        if names:
            self._remember_names(names, scene)
        if self._passage.lexicon.is_dense:
            return
        for voice in speakers:
            if voice.text is not None:
                self._learn(voice.text, STRANGER + voice.text)

    def _remember_names(self, names: Sequence[Hit], scene: Scene) -> None:
        """Keep whom a sentence names: who may be "he", or called by his surname alone."""
        subject = next((n for n in names if not is_apart(n, self._passage)), None)
        plain = self._passage.plain
        self._recent += [(plain[n.start : n.end].lower(), n.label) for n in names]
        if subject is not None and self._is_person(subject, scene):
            self._named = Voice(source=subject.label, start=subject.start, end=subject.end)
        if not self._passage.lexicon.is_dense:
            for name in names:
                self._learn(plain[name.start : name.end], name.label)

    def _is_person(self, name: Hit, scene: Scene) -> bool:
        """Whether a sentence begins with a name that may be "he" in the next: no country's, and in no quotation."""
        before = self._passage.text[scene.span.start : name.start]
        quoted = self._quote_start is not None or any(mark in before for mark in '"«“„「')
        return not quoted and len(before) <= _BEGINNING and not self._passage.has("actors", name.start, name.end)

    def _learn(self, name: str, label: str) -> None:
        """Keep the first and the last word of a person's full name."""
        words = name.split()
        if len(words) > 1 and all(_CAPITALISED.fullmatch(word) for word in words):
            self._short |= {words[0]: label, words[-1]: label}

    def _by_surname(self, scene: Scene) -> list[Hit]:
        """The surnames in a sentence of people who were named in full before."""
        plain, (start, end) = self._passage.plain, scene.span
        if not any(plain.find(name, start, end) >= 0 for name in self._short):
            return []
        known = scene.hits("sources")
        found = []
        for match in _CAPITALISED.finditer(plain, start, end):
            label = self._short.get(match.group())
            if label and not any(h.start < match.end() and match.start() < h.end for h in known):
                found.append(Hit(match.start(), match.end(), label))
        return found

    def _meant(self, scene: Scene) -> Voice | None:
        """Who "the ministry" or "he" is: the last name with this noun, else who was named since the last one spoke."""
        for word in pronouns_of(scene):
            told = self._passage.plain[word.start : word.end]
            noun = noun_of(told, self._passage)
            stem = stem_of(noun or told.lower(), self._passage.lexicon)
            if not noun:
                cut = stem != told.lower()
                if cut and (body := body_called(stem, self._recent, self._passage)):
                    return Voice(source=body)
                continue
            label = next((label for name, label in reversed(self._recent) if stem in name), None)
            body = None if label else body_of_its_side(word, self._named_before(word, scene), self._passage)
            if body is not None:
                estimated = scene.has("reporting.estimated")
                return Voice(source=body, start=word.start, end=word.end, how="said", estimated=estimated)
            label = label or body_called(stem, self._recent, self._passage)
            if label is not None and label in (self._last.source or "").split("+"):
                return self._last  # "Ukrainian and US officials"; "the officials" are both
            if label is not None:
                return Voice(source=label)
            if self._last != OUTLET:
                return None
        near = 0 <= scene.span.start - self._named.end <= _TOPIC
        if self._last != OUTLET and near and self._named.source and self._is_body:
            return self._named  # "Kim met the troops, KCNA reports. He mourned ..."
        if self._last == OUTLET:
            alone = {label for _, label in self._recent}
            if len(alone) == 1 and not self._named.source:
                return Voice(source=alone.pop())
            return self._named if self._named.source and near else None
        personal = scene.has("reporting.pronoun")
        return self._named if self._named.source and near and personal and self._named.start > self._spoke else None

    def _named_before(self, word: Hit, scene: Scene) -> list[tuple[str, str]]:
        """The names of the last sentences, and those of this one that stand before a word."""
        plain = self._passage.plain
        own = [(plain[n.start : n.end].lower(), n.label) for n in names_in(scene) if n.end <= word.start]
        return [*self._recent, *own]

    def _carried(self, scene: Scene, *, goes_on: bool) -> Voice | None:
        """Who of the sentences before still speaks. `goes_on`: as "he" does, or "the agency"."""
        last = self._last
        if goes_on:
            last = self._meant(scene) or self._person(scene) or last
        if last == OUTLET or last.end > scene.span.start:
            return last if last.end else None  # an office that the sentence itself names
        is_silent = last.how == "silent"
        ends = (self._is_anew or is_silent) and not (goes_on or self._open_quote)
        if ends and (is_silent or not self._is_hearsay(scene)):
            return None
        how = "kept" if last.how == "kept" and not goes_on else "carried"
        return last.again(scene.span.start, how, estimated=goes_on and scene.has("reporting.estimated"))

    def _person(self, scene: Scene) -> Voice | None:
        """Who "he" is where a capital spoke last: nobody calls Moscow so."""
        passage, words = self._passage, scene.hits("reporting.pronoun")
        if not words or is_an_office_word(words[0]) or not _is_capital(self._last, passage):
            return None
        return next((v for v in reversed(self._paragraph) if v.source and not _is_capital(v, passage)), None)

    def _is_hearsay(self, scene: Scene) -> bool:
        """Whether a sentence is quoted, or its words show that somebody is."""
        plain, (start, end) = self._passage.plain, scene.span
        return scene.has("reporting.hearsay") or plain[start] in '"「『' or plain.find("「", start, end) >= 0


def _may_quote(scene: Scene) -> bool:
    """Whether a quotation mark stands in a sentence: then somebody with an office may speak without a verb."""
    plain, (start, end) = scene.passage.plain, scene.span
    return quotes_in(plain, start, end) is not None


def _known(voice: Voice | None) -> Voice | None:
    """A voice, if it is one whom the story knows."""
    known = voice is not None and voice.source is not None and not voice.source.startswith(STRANGER)
    return voice if known else None


def _is_capital(voice: Voice, passage: Passage) -> bool:
    name = passage.plain[voice.start : voice.end]
    one = (voice.source or "").endswith("_government") and name.isalpha()
    return bool(name) and (one or passage.has("actors", voice.start, voice.end))


def _start_of(voice: Voice) -> int:
    return voice.start


def _begins_its_clause(voice: Voice, scene: Scene) -> bool:
    """Whether a joining word stands before a speaker: "..., while Kyiv says"."""
    return scene.passage.has("cue.clause", max(scene.span.start, voice.start - _POSSESSIVE), voice.start)


def _names_no_other(scene: Scene) -> bool:
    """Whether a word for whoever spoke last, and no outlet, is the subject of a sentence."""
    words = scene.hits("reporting.pronoun")
    outlets = scene.hits("carriers")
    return bool(words) and bool(outlets) and words[0].start < outlets[0].start


def _claims_back(scene: Scene) -> bool:
    hits = scene.hits("reporting.back")
    return any(hit.start - scene.span.start <= _BACK for hit in hits)


def voice_of(mention: Mention, voices: Sequence[Voice]) -> Voice:
    """Return who says a mention: the nearest speaker of its sentence, for a silence or a denial who is silent."""
    scene = mention.scene
    if mention.metric in SPOKEN or mention.metric == "confirmed_deployment":
        return who_declines(mention, voices)
    if mention.metric == "treaty" and all(v.how == "carried" for v in voices):
        goes_on = refers(scene) or scene.has("reporting.hearsay")
        if not goes_on:
            return OUTLET
    if voices and voices[0].how == "kept" and mention.metric in _COMMON_KNOWLEDGE:
        return OUTLET
    owner = _owner(mention, voices) or owner_unsaid(mention, voices) or who_cannot_confirm(mention, voices)
    if owner is not None:
        return owner
    told = _who_say(mention, voices)
    anchor = mention.anchor
    if mention.kind is Kind.STATUS and len(told) > 1:  # "reinforcements from Pyongyang": the name is part of the status
        told = [v for v in told if not (anchor.start < v.start and v.end < anchor.end)] or told
    if any(v.end <= mention.anchor.start and v.how != "carried" for v in told):
        told = [v for v in told if not opens_another(mention, v)]
    if scene.passage.lexicon.is_dense and not scene.passage.lexicon.verb_final:
        told = [v for v in told if v.start <= mention.anchor.start] or told
    voice = min(told, key=lambda v: _distance(mention, v, scene), default=OUTLET)
    mark = scene.passage.plain.rfind(";", voice.end, mention.anchor.start) if voice.estimated else -1
    parted = mark >= 0 and scene.passage.has("reporting.said", mark, mention.anchor.start)
    return voice._replace(estimated=False) if parted else voice


def _owner(mention: Mention, voices: Sequence[Voice]) -> Voice | None:
    """Whose number it is that somebody will not comment on, or denies ("denied Zelensky's 4,000 dead")."""
    others = [v for v in voices if v.how != "carried" and (v.how == "silent" or v.denies)]
    if not others or mention.quantity is None or not mention.polarity or len(others) < len(voices):
        return None
    start = mention.quantity.start
    names = mention.scene.passage.hits("sources").within(max(mention.scene.span.start, start - _PAIR * 4), start)
    near = [n for n in names if start - n.end <= _POSSESSIVE and all(v.end < n.start for v in others)]
    return Voice(source=near[-1].label, start=near[-1].start, end=near[-1].end, how="cited") if near else None


def _who_say(mention: Mention, voices: Sequence[Voice]) -> list[Voice]:
    """Without the silent, and without who denies behind it what somebody else says."""
    speaking = [v for v in voices if v.how != "silent"]
    if mention.scene.passage.lexicon.verb_final:
        return [v for v in speaking if not only_answers(v, mention)]
    first = [v for v in speaking if not (v.denies and v.start >= mention.anchor.end)]
    return first or speaking or [v for v in voices if _falls_silent_behind(v, mention)]


def _falls_silent_behind(voice: Voice, mention: Mention) -> bool:
    """Whether somebody gives a number first and then says no more ("has gone above 10,000, without saying ...")."""
    opens = voice.start - mention.scene.span.start <= _BEGINNING and voice.end <= mention.anchor.start
    silences = silences_of(mention.scene) if opens and mention.kind is Kind.FIGURE else []
    return bool(silences) and mention.anchor.end <= silences[0].start


def _distance(mention: Mention, voice: Voice, scene: Scene) -> float:
    if voice.how == "carried":
        return _FAR
    anchor = mention.anchor
    start, end = (voice.end, anchor.start) if voice.end <= anchor.start else (anchor.end, voice.start)
    gap = scene.passage.plain[start:end]
    return len(gap) + scene.breaks_between(start, end) * 12 + 60 * gap.count(";")
