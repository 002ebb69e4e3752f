"""What an article claims: figures and statuses with their source, each with its own words as evidence.

    Reader(story).read(article) -> Reading

The steps lie in extractors/reading/: marks, masks, quantities, counted, scenes, figures, elided, statuses, sides,
voices, moods, context, document. All that is said of a language comes from its lexicon, all that is said of the story
from the `Story`. docs/claims.md explains every field.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.errors import LexiconError
from extractors.intervals import interval_of
from extractors.lexicon import Lexicon, lexicons_digest, load_lexicon
from extractors.reading.belonging import in_story, naming_of, ours_of
from extractors.reading.context import as_of, is_own_sector, pace_of, period_of, place_of
from extractors.reading.counted import Sort
from extractors.reading.document import settle
from extractors.reading.elided import BY_DEFAULT, CARRIED
from extractors.reading.figures import UNSAID, Unplaced, figures, topic_of
from extractors.reading.frames import may_tell
from extractors.reading.marks import Cast, Passage, compile_cast
from extractors.reading.mentions import counts_who_says
from extractors.reading.moods import evidence_of, moods_of
from extractors.reading.scenes import LOSSES, Mention, Scene, scenes
from extractors.reading.sides import SIDE_FROM_AFAR, named_sides, side_of
from extractors.reading.statuses import OF_THE_FRONT, SPOKEN, is_of_figure, statuses, without_denied
from extractors.reading.voices import Voice, Voices, voice_of
from extractors.second.attributor import LEARNT, Attributor
from extractors.second.reader import SecondReader, weights_digest
from extractors.second.speakers import Document
from extractors.texts import Span
from extractors.values import SOURCE_IN_GENERAL, Article, Claim, Field, Issue, Kind, Modality, Reading, Story, changed

RULES = "3"  # raise it when the code reads the same lexicon differently
OWN_SECTOR = "own_sector"
_CONTINGENT = 100  # "12,000 of its soldiers": below that, people of whom something else is told
_PLAN_GAP = 40  # between "plans to send more" and the number that says how many
_HEAD = 1200  # a text that names the main actor so early is about it
_TOLD_REACH = 320  # so far behind a figure a number without a noun may still count the same
_OF_THE_MAIN = frozenset({"troops_deployed", "troops_at_front", "reinforcements", "workers_sent", "returned_home"})
_LEAD = 400  # letters
_NAMED_BACK = 60  # from the end of a sentence to who told it, named in the next: "Das sagte der Sekretär ..., Schoigu"
_OWN_SPEAKER = SPOKEN | {"confirmed_deployment", "treaty"}
_BOTH_OR_NEITHER = frozenset({"denial", "no_comment", "treaty"})


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with the mention and the voice it comes from."""

    claim: Claim
    mention: Mention


class Reader:
    """Reads articles of one story in any language that has a lexicon. Holds compiled names; reading changes nothing."""

    def __init__(self, story: Story) -> None:
        """Remember the story; a language's names are compiled when its first article comes.

        `rules_version` changes whenever the same article may be read differently: by code, lexicons, weights or story.
        """
        self.story = story
        self.second = SecondReader()
        self.attributor = Attributor(story)
        rules = f"{RULES}|{lexicons_digest()}|{weights_digest()}|{story!r}"
        self.rules_version = f"{RULES}-{hashlib.sha256(rules.encode()).hexdigest()[:10]}"
        self._casts: dict[str, Cast] = {}
        self._same = {s.id: s.same_as for s in story.sources if s.same_as is not None}
        self._ours = ours_of(story)
        self._speaks_for = {s.id: s.speaks_for for s in story.sources}

    def read(self, article: Article) -> Reading:
        """Return what an article claims, and its numbers that found no place.

        A language without a lexicon gives no claims and one issue. Every claim's quote is the slice of its field.
        """
        try:
            lexicon = load_lexicon(article.language)
        except LexiconError as exc:
            issue = Issue(where=article.url, kind="no_lexicon", text=str(exc), url=article.url)
            return Reading(claims=(), issues=(issue,), rules_version=self.rules_version)
        cast = self._cast(lexicon)
        found: list[_Read] = []
        unplaced: list[Unplaced] = []
        title = Passage(Field.TITLE, article.title, lexicon, cast)
        text = Passage(Field.TEXT, article.text, lexicon, cast)
        for passage in (title, text):
            reads, left = _PassageReader(self, article, passage, title).read()
            found += reads
            unplaced += left
        claims = settle(self._told(found, title, text, article)) if found else ()
        return Reading(
            claims=tuple([c for c in claims if _has_its_words(c, article)]),
            issues=tuple(_issue(one, article) for one in unplaced),
            rules_version=self.rules_version,
            names=self._names(text),
        )

    def _told(self, found: Sequence[_Read], title: Passage, text: Passage, article: Article) -> list[Claim]:
        """The claims that belong to the story."""
        naming = naming_of(title, text, self.story.main_actor, self._ours)
        told = [in_story(read.claim, read.mention, naming) for read in found]
        return [claim if claim.via is None else _final(claim, article) for claim in told if claim is not None]

    def _names(self, text: Passage) -> tuple[tuple[str, int], ...]:
        hits = sorted((*text.hits("sources"), *text.hits("actors")))
        return tuple((self._same.get(hit.label, hit.label), hit.start) for hit in hits)

    def source_id(self, voice: Voice) -> str | None:
        """Return the id that a voice is counted as."""
        if voice.source is None:
            return None
        if "+" not in voice.source:
            return self._same.get(voice.source, voice.source)
        ids = sorted({self._same.get(one, one) for one in voice.source.split("+")})
        return "+".join(ids)

    def is_in_general(self, voice: Voice) -> bool:
        """Return whether a source is counted as another ("Seoul"), or is a government, of which each body is a part."""
        source = voice.source
        return source is not None and (self._same.get(source, source) != source or source.endswith("_government"))

    def chain_of(self, voice: Voice) -> tuple[str, ...]:
        """Return who told whom, nearest to the fact first: at most an origin, the source and the outlet quoted."""
        origin = self._same.get(voice.origin, voice.origin) if voice.origin else None
        return tuple([part for part in (origin, self.source_id(voice), voice.via) if part is not None])

    def speaks_for(self, source: str | None) -> str | None:
        """Return the side that a source speaks for."""
        return self._speaks_for.get(source or "")

    def _cast(self, lexicon: Lexicon) -> Cast:
        if lexicon.code not in self._casts:
            self._casts[lexicon.code] = compile_cast(self.story, lexicon)
        return self._casts[lexicon.code]


class _PassageReader:
    """Reads one passage sentence by sentence, carrying over who spoke and who is spoken of."""

    def __init__(self, reader: Reader, article: Article, passage: Passage, title: Passage) -> None:
        self._reader = reader
        self._article = article
        self._passage = passage
        self._voices = Voices(passage)
        self._side: str | None = None
        self._side_end = 0
        self._sided = 0  # how many sentences were looked at for it
        self._speakers: list[Span] = []
        self._title_names_main = any(h.label == reader.story.main_actor for h in title.hits("actors"))
        head = passage.hits("actors").within(0, _HEAD)
        voices = [*title.hits("sources"), *passage.hits("sources").within(0, _HEAD)]
        self._is_about_main = (
            self._title_names_main
            or any(h.label == reader.story.main_actor for h in head)
            or any(reader.speaks_for(h.label) == reader.story.main_actor for h in voices)
        )
        self._told: list[_Read] = []
        self._told_end = 0

    def read(self) -> tuple[list[_Read], list[Unplaced]]:
        found: list[_Read] = []
        unplaced: list[Unplaced] = []
        restricted: set[str] = set()
        is_restricted = False
        for scene in scenes(self._passage):
            voices = self._voices.hear(scene)
            reads, left = self._claims(scene, voices) if _may_claim(scene) else ([], [])
            if found and voices:
                found = _backfilled(found, voices[-1], self._reader)
            if is_own_sector(scene):
                is_restricted = True
                restricted |= {source for v in voices if (source := self._reader.source_id(v)) is not None}
            if reads:
                found += reads
                self._remember(scene, reads)
            unplaced += left
        if is_restricted:
            restricted |= _restricted(found)
        if found and self._passage.field is Field.TEXT:
            found = self._attributed(found)
        return [_in_sector(read, restricted) for read in found] if is_restricted else found, unplaced

    def _attributed(self, found: list[_Read]) -> list[_Read]:
        """Let what was learnt say who speaks where nobody does in a claim's own sentence."""
        attributor = self._reader.attributor
        document = Document(self._voices.heard, attributor.people)
        voices = [attributor.voice(document, read.mention, read.claim) for read in found]
        return [_said_by(r, v, self._reader) if v is not None else r for r, v in zip(found, voices, strict=True)]

    def _topic(self, scene: Scene) -> str | None:
        """The losses spoken of without a number; a sentence that tells of nothing else leaves the topic as it was."""
        heard = self._voices.heard
        for i in range(len(heard) - 2, -1, -1):
            before = heard[i].scene
            if self._passage.paragraph_breaks(before.span.end, scene.span.start):
                return None
            topic = topic_of(before)
            if topic is not None or before.quantities or before.triggers:
                return topic
        return None

    def _claims(self, scene: Scene, voices: list[Voice]) -> tuple[list[_Read], list[Unplaced]]:
        """Return what a sentence claims, and its numbers of people that no word placed."""
        self._speakers = [Span(v.start, v.end) for v in voices]
        is_ours = self._is_about_main or self._is_ours()
        numbers, left = self._figures(scene, voices, is_ours=is_ours) if scene.quantities else ([], [])
        numbers = [m for m in numbers if not counts_who_says(m, self._speakers)] if self._speakers else numbers
        states = statuses(scene, self._speakers, numbers, is_ours=is_ours)
        mentions = _together(*without_denied(numbers, states, scene)) if numbers else states
        if not mentions:
            return [], left
        spoken = [voice_of(mention, voices) for mention in mentions]
        moods = moods_of(mentions, [voice.estimated for voice in spoken])
        return [self._read(mentions, i, spoken[i], moods[i]) for i in range(len(mentions))], left

    def _figures(self, scene: Scene, voices: list[Voice], *, is_ours: bool) -> tuple[list[Mention], list[Unplaced]]:
        """Return the figures of a sentence, by those told shortly before and by what is spoken of."""
        told: list[Mention] = []
        near = self._told and scene.span.start - self._told_end < _TOLD_REACH
        kept = all(v.how == "kept" for v in voices)
        if near and not (kept and self._passage.paragraph_breaks(self._told_end, scene.span.start)):
            told = [r.mention._replace(subject=r.claim.subject) for r in self._told]
        return figures(scene, told, is_ours=is_ours, topic=self._topic(scene))

    def _is_ours(self) -> bool:
        side, main = self._side_before(), self._reader.story.main_actor
        return side == main or (side is None and self._title_names_main)

    def _remember(self, scene: Scene, reads: list[_Read]) -> None:
        """Keep whom a sentence counts."""
        main = self._reader.story.main_actor
        numbers = [r for r in reads if r.mention.kind is Kind.FIGURE and r.mention.metric != "share_lost"]
        if numbers:
            self._told, self._told_end = numbers, scene.span.end
        subjects = [r.claim.subject for r in reads if r.mention.metric not in _BOTH_OR_NEITHER]
        if subjects:
            self._side, self._side_end = main if main in subjects else subjects[-1], scene.span.end
            self._sided = len(self._voices.heard)

    def _side_before(self) -> str | None:
        """The side of the sentences before this one: whom the last counts, else whom it names.

        Looked for when it is asked for, as most sentences are followed by none that claims something.
        """
        heard, main = self._voices.heard, self._reader.story.main_actor
        for i in range(len(heard) - 2, self._sided - 1, -1):
            scene = heard[i].scene
            sides = self._named(scene, heard[i].voices) if scene.has("actors") else []
            if sides:
                self._side, self._side_end = main if main in sides else sides[0], scene.span.end
                break
        self._sided = len(heard) - 1
        return self._side

    def _named(self, scene: Scene, voices: Sequence[Voice]) -> list[str]:
        """The sides that a sentence names.

        A capital may be meant as who speaks, also where no verb of saying shows it ("Kyiv went further on Monday").
        """
        main, sides = self._reader.story.main_actor, named_sides(scene, [Span(v.start, v.end) for v in voices])
        if not sides:
            return []
        capitals = {(h.start, h.end) for h in scene.hits("sources")}
        return [h.label for h in sides if h.label == main or (h.start, h.end) not in capitals]

    def _read(self, mentions: list[Mention], i: int, voice: Voice, modality: Modality) -> _Read:
        mention = mentions[i]
        reader, scene, text = self._reader, mention.scene, self._passage.text
        source = reader.source_id(voice)
        subject, doubt = self._subject(_whole_of(mention, mentions[:i]), source)
        reasons = _sure_of(mention, is_ours=subject == reader.story.main_actor)
        if doubt is not None:
            reasons.add(doubt)
        if (opinion := reader.second.opinion(mention, modality)) is not None:
            reasons.add(opinion)
        if reader.is_in_general(voice):
            reasons.add(SOURCE_IN_GENERAL)
        period = period_of(mention)
        start, end = evidence_of(mention, modality)
        number = mention.quantity.number if mention.quantity else None
        claim = Claim(
            kind=mention.kind,
            metric=mention.metric,
            quote=text[start:end],
            where=self._passage.field,
            start=start,
            end=end,
            sentence=text[scene.span.start : scene.span.end],
            low=number.low if number else None,
            high=number.high if number else None,
            bound=number.bound if number else None,
            interval=interval_of(number.bound, number.low, number.high, number.vague) if number else None,
            unit=mention.unit,
            subject=subject,
            modality=modality,
            source=source,
            source_text=voice.text,
            via=voice.via,
            chain=reader.chain_of(voice),
            phase=mention.phase,
            increment=mention.increment,
            role=mention.role,
            aggregation=pace_of(mention, period) if mention.kind is Kind.FIGURE else None,
            period=period,
            as_of=as_of(mention, modality, self._article.published_at),
            place=place_of(mention),
            is_given=mention.is_given,
            reasons=tuple(sorted(reasons)),
        )
        return _Read(claim, mention)

    def _subject(self, mention: Mention, source: str | None) -> tuple[str, str | None]:
        """Return whom a mention is about, and the doubt about that."""
        main = self._reader.story.main_actor
        if mention.metric in _BOTH_OR_NEITHER:
            return self._reader.speaks_for(source) or "other", None
        if mention.kind is Kind.STATUS:
            return main, None
        if CARRIED in mention.reasons and mention.subject != "other":
            return mention.subject, None
        previous = self._side_before()
        far = self._passage.paragraph_breaks(self._side_end, mention.start)
        # In a text about the main actor a new paragraph, or a move that names nobody, is about it.
        anew = self._is_about_main and mention.metric != "area_km2" and (far or mention.metric in _OF_THE_MAIN)
        previous = main if anew and previous is not None else previous
        own_side = self._reader.speaks_for(source)
        side = side_of(mention, previous, self._speakers, own_side)
        goes_home = mention.metric == "returned_home"
        unsure = BY_DEFAULT in mention.reasons or (goes_home and side.id != main)
        if unsure and side.how == "near" and self._is_about_main:
            return main, "side_by_default"
        if side.how == "default":
            if mention.metric == "area_km2" and own_side is not None:
                return own_side, "side_by_default"
            return side.id, None if self._title_names_main else "side_by_default"
        return side.id, SIDE_FROM_AFAR if side.how == "before" and far else None


def _may_claim(scene: Scene) -> bool:
    """Whether a sentence holds a number, or words of a status; most sentences of most articles do not."""
    return bool(scene.quantities) or "status" in scene.found or may_tell(scene)


def _sure_of(mention: Mention, *, is_ours: bool) -> set[str]:
    """The mention's reasons; a contingent of the main actor needs no verb to be one that was sent."""
    value = mention.quantity.number.value if mention.quantity else None
    if UNSAID not in mention.reasons or not is_ours or value is None or value < _CONTINGENT:
        return set(mention.reasons)
    return set(mention.reasons - {UNSAID}) | {"counted_by_its_side"}


def _whole_of(mention: Mention, before: list[Mention]) -> Mention:
    """The total that a bare number is a part of ("of the 11,000 sent, 1,000 were killed"): its side is the part's."""
    if CARRIED in mention.reasons:
        alike = [m for m in before if m.kind is Kind.FIGURE and m.unit == mention.unit]
        return next((m for m in reversed(alike) if m.metric == mention.metric), alike[-1] if alike else mention)
    if mention.metric == "weapons" and before and _are_beside(before[-1], mention):
        return before[-1]
    bare = mention.quantity is not None and mention.quantity.counted.sort is Sort.NOTHING
    given = [m for m in before if m.is_given and m.kind is Kind.FIGURE]
    return given[-1] if bare and given else mention


def _are_beside(losses: Mention, guns: Mention) -> bool:
    """Whether lost guns follow lost men in one breath, no side named between ("1,180 Russian dead and 22 guns")."""
    passage, start, end = losses.scene.passage, losses.anchor.end, guns.anchor.start
    apart = passage.has("actors", start, end) or losses.scene.breaks_between(start, end)
    return losses.metric in LOSSES and passage.has("cue.and", start, end) and not apart


def _together(numbers: list[Mention], found: list[Mention]) -> list[Mention]:
    """Figures and statuses in the order of the text; a status whose words belong to a figure is that figure."""
    kept = [m for m in found if not any(_is_told_by(m, number) for number in numbers)]
    plans = [m for m in found if m.metric == "reinforcements_planned" and m.polarity]
    numbers = [_planned(number) if any(_is_told_by(m, number) for m in plans) else number for number in numbers]
    return sorted([*numbers, *kept], key=lambda m: m.anchor.start)


def _planned(figure: Mention) -> Mention:
    """A number of reinforcements whose sentence says that they are planned."""
    given = figure.is_given or figure.modality is not Modality.ASSERTED
    return figure if given else figure._replace(modality=Modality.PLANNED, phase="planned")


def _is_told_by(status: Mention, figure: Mention) -> bool:
    if status.metric == "reinforcements_planned" and figure.metric == "reinforcements":
        return figure.start - _PLAN_GAP < status.end and status.start - _PLAN_GAP < figure.end
    return is_of_figure(status, figure)


def _restricted(found: list[_Read]) -> set[str]:
    """The sources of what is told only of the speaker's own sector."""
    return {r.claim.source for r in found if r.claim.source is not None and is_own_sector(r.mention.scene)}


def _in_sector(read: _Read, restricted: set[str]) -> _Read:
    """A source that says it speaks only of its own sector has said so of its whole report."""
    claim = read.claim
    if claim.metric not in OF_THE_FRONT or claim.kind is not Kind.STATUS:
        return read
    own = claim.source in restricted or is_own_sector(read.mention.scene)
    if not own:
        return read
    return _Read(changed(claim, place=f"{claim.place or 'front'}:{OWN_SECTOR}"), read.mention)


def _backfilled(found: list[_Read], last: Voice, reader: Reader) -> list[_Read]:
    """Give what was told without a source the one that the next sentence names.

    "The paper reported X. It quoted Y": Y told the paper. "3,000 were sent. That is the finding of the NIS": all since
    the last source was named is the finding of the NIS.
    """
    if (last.source or last.text) is None:
        return found
    if last.claims_back:
        out = list(found)
        for i in range(len(out) - 1, -1, -1):
            if _has_source(out[i].claim) and not _is_vaguer(out[i], last, reader):
                break
            if out[i].claim.metric in _OWN_SPEAKER:
                continue
            out[i] = _given(out[i], last, reader)
        return out
    if last.quote_start is not None:
        return [_given(r, last, reader) if r.claim.start >= last.quote_start else r for r in found]
    if _is_lead(found, last):
        return [r if r.claim.metric in _OWN_SPEAKER else _given(r, last, reader) for r in found]
    if not last.refers:
        return found
    scene = found[-1].mention.scene
    return [
        _given(r, last, reader) if r.mention.scene is scene and not _has_source(r.claim, last.via) else r for r in found
    ]


def _is_vaguer(read: _Read, last: Voice, reader: Reader) -> bool:
    """Whether the sentence right before names only who acts, or a country ("nach russischen Angaben")."""
    claim, main = read.claim, reader.story.main_actor
    near = 0 <= last.start - read.mention.scene.span.end <= _NAMED_BACK
    acts = reader.speaks_for(claim.source) == main and reader.speaks_for(last.source) != main
    return near and claim.source is not None and (acts or SOURCE_IN_GENERAL in claim.reasons)


def _is_lead(found: list[_Read], voice: Voice) -> bool:
    """Whether all that was told so far stands in the lead without a source: then the first one named has said it."""
    end = found[-1].mention.end
    if end > _LEAD or voice.how not in ("said", "cited"):
        return False
    passage = found[-1].mention.scene.passage
    scenes_ = {r.mention.scene.span: r.mention.scene for r in found}.values()
    told = any(_has_source(r.claim) for r in found) or any(passage.has("reporting.citing", *s.span) for s in scenes_)
    return not told and not passage.paragraph_breaks(end, voice.start)


def _has_source(claim: Claim, via: str | None = None) -> bool:
    return claim.source is not None or claim.source_text is not None or claim.via != via


def _given(read: _Read, voice: Voice, reader: Reader) -> _Read:
    source, chain = reader.source_id(voice), reader.chain_of(voice)
    return _Read(changed(read.claim, source=source, source_text=voice.text, via=voice.via, chain=chain), read.mention)


def _said_by(read: _Read, voice: Voice, reader: Reader) -> _Read:
    """Give a claim its speaker; who denies or signs is also whom the claim is about."""
    claim = _given(read, voice, reader).claim
    own = claim.metric in _BOTH_OR_NEITHER
    subject = (reader.speaks_for(claim.source) or "other") if own else claim.subject
    return _Read(changed(claim, subject=subject, reasons=tuple(sorted({*claim.reasons, LEARNT}))), read.mention)


def _final(claim: Claim, article: Article) -> Claim:
    """The outlet that publishes is nobody who is quoted."""
    own = claim.via in article.outlet.lower().replace("-", "_").split(".")
    return changed(claim, via=None) if own else claim


def _has_its_words(claim: Claim, article: Article) -> bool:
    """The evidence gate: a claim without its own words at its own place is no claim."""
    text = article.title if claim.where is Field.TITLE else article.text
    return bool(claim.quote) and text[claim.start : claim.end] == claim.quote


def _issue(one: Unplaced, article: Article) -> Issue:
    passage = one.scene.passage
    sentence = passage.text[one.scene.span.start : one.scene.span.end]
    number = passage.text[one.span.start : one.span.end]
    return Issue(
        where=article.url,
        kind="unplaced_number",
        text=f"{number!r} counts people, but no word says what about them: {sentence}",
        url=article.url,
    )
