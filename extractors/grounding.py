"""Holds what a model proposes against the article: its words must stand there, its numbers are read again by us.

    Grounder(reader).ground(article, reading, proposals) -> Grounded

A proposal is a pointer and no more: a quote, which part of it is the number, and what is counted. Value, bound, side,
speaker, mood, period and place come from our own steps at that place of the article; what cannot be found there is
dropped and counted. Our own claims keep their band whatever a model says. docs/model.md tells the rules to people.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from extractors.claims import Reader
from extractors.comparing.keys import family
from extractors.errors import LexiconError
from extractors.intervals import interval_of
from extractors.lexicon import STATUSES, Lexicon, load_lexicon
from extractors.reading.context import as_of, pace_of, period_of, place_of
from extractors.reading.counted import Sort
from extractors.reading.marks import Cast, Passage, compile_cast
from extractors.reading.moods import moods_of
from extractors.reading.quantities import scan
from extractors.reading.scenes import Mention, Quantity, Scene, scenes
from extractors.reading.sides import side_of
from extractors.reading.voices import Voice, Voices, voice_of
from extractors.texts import Span
from extractors.values import Article, Band, Bound, Claim, Field, Kind, Modality, Reading

PROPOSED = "proposed_by_model"
"""The reason of a claim that only a model found; such a claim is in band C."""
AGREED = "model_agrees"
"""The reason added to a claim of ours that a model found as well; it moves no band."""

# Phase and increment of the figures that a model may propose: people, and the share of them that is lost.
FIGURES: Mapping[str, tuple[str | None, str | None]] = MappingProxyType(
    {
        "troops_deployed": ("sent", "total"),
        "troops_at_front": ("present", "total"),
        "reinforcements": ("sent", "additional"),
        "workers_sent": ("sent", "total"),
        "returned_home": ("returned_home", None),
        **dict.fromkeys(("killed", "wounded", "missing", "captured", "casualties", "share_lost"), (None, None)),
    }
)
METRICS: Mapping[Kind, tuple[str, ...]] = MappingProxyType({Kind.FIGURE: tuple(FIGURES), Kind.STATUS: STATUSES})

MOST = 60  # proposals of one article; more is a model that has lost its way
LONGEST = 400  # characters of a quote: a sentence, not a page
_PLACES = 8  # a quote that stands more often is no evidence of anything
_PEOPLE = frozenset({Sort.PERSON, Sort.PARTITIVE, Sort.NOTHING})
_ROLES = frozenset({"engineer", "worker", "officer", "general"})
_OF_NO_SIDE = frozenset({"denial", "no_comment", "treaty"})


class Drop(StrEnum):
    """Why a proposal was not taken."""

    TOO_MANY = "too_many"
    NO_LEXICON = "no_lexicon"
    UNKNOWN_METRIC = "unknown_metric"
    QUOTE_TOO_LONG = "quote_too_long"
    QUOTE_NOT_FOUND = "quote_not_in_article"
    QUOTE_OVER_SENTENCES = "quote_over_sentences"
    NUMBER_NOT_IN_QUOTE = "number_not_in_quote"
    NUMBER_NOT_READ = "number_not_read"
    NUMBER_CUT = "number_cut"
    SEVERAL_NUMBERS = "several_numbers"
    COUNTS_SOMETHING_ELSE = "counts_something_else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a model points at: a verbatim `quote`, the `number_text` inside it ("" for a status), and a name for it."""

    kind: Kind
    metric: str
    quote: str
    number_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """A reading with what a model added: our claims as they were, then its own.

    `dropped`: reason (`Drop`) -> how many proposals; `count_agreed`, `count_added`: claims.
    """

    reading: Reading
    dropped: Mapping[str, int]
    count_agreed: int = 0
    count_added: int = 0


@dataclass(frozen=True, slots=True)
class _Stage:
    """One field of the article with its sentences and who speaks in each."""

    passage: Passage
    scenes: list[Scene]
    heard: list[list[Voice]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands: its sentence, who speaks there, and its offsets."""

    scene: Scene
    heard: list[Voice]
    span: Span


def is_proposed(claim: Claim) -> bool:
    """Return whether only a model found a claim."""
    return PROPOSED in claim.reasons


def ours(reading: Reading) -> Reading:
    """Return what our own rules read: the reading without the claims that only a model found."""
    return replace(reading, claims=tuple(claim for claim in reading.claims if not is_proposed(claim)))


class Grounder:
    """Grounds proposals for articles of one story. Holds compiled names; grounding changes nothing."""

    def __init__(self, reader: Reader) -> None:
        """Take the reader whose story and sources count."""
        self._reader = reader
        self._casts: dict[str, Cast] = {}

    def ground(self, article: Article, reading: Reading, proposals: Sequence[Proposal]) -> Grounded:
        """Return the reading with the proposals that hold; never raises for what a model says.

        Claims of `reading` keep their order, their values and their band; those that a model found alone stand behind
        them in the order of the article.
        """
        dropped: Counter[str] = Counter()
        if len(proposals) > MOST:
            dropped[Drop.TOO_MANY] = len(proposals) - MOST
        found: list[Claim] = []
        stages = self._stages(article) if proposals else ()
        for proposal in proposals[:MOST]:
            one = self._claim(proposal, article, stages)
            if isinstance(one, Drop):
                dropped[one] += 1
            else:
                found.append(one)
        return _joined(reading, found, dropped)

    def _stages(self, article: Article) -> tuple[_Stage, ...]:
        """The text first: its words are better evidence than the title's."""
        try:
            lexicon = load_lexicon(article.language)
        except LexiconError:
            return ()
        cast = self._cast(lexicon)
        fields = ((Field.TEXT, article.text), (Field.TITLE, article.title))
        return tuple(_stage(Passage(field, text, lexicon, cast)) for field, text in fields)

    def _cast(self, lexicon: Lexicon) -> Cast:
        if lexicon.code not in self._casts:
            self._casts[lexicon.code] = compile_cast(self._reader.story, lexicon)
        return self._casts[lexicon.code]

    def _claim(self, proposal: Proposal, article: Article, stages: Sequence[_Stage]) -> Claim | Drop:
        """Return the claim at the first place where the proposal holds, else why it does not hold at its first one."""
        if (wrong := _shape_fault(proposal, stages)) is not None:
            return wrong
        first: Drop | None = None
        for place in _places(proposal.quote.strip(), stages):
            one = place if isinstance(place, Drop) else _mention(proposal, place)
            if isinstance(one, Mention) and isinstance(place, _Place):
                return self._read(one, place, article)
            first = first or (one if isinstance(one, Drop) else None)
        return first or Drop.QUOTE_NOT_FOUND

    def _read(self, mention: Mention, place: _Place, article: Article) -> Claim:
        """Complete a mention by the same steps as the reader's; see `extractors.claims`."""
        voice = voice_of(mention, place.heard)
        source = self._reader.source_id(voice)
        passage, span = place.scene.passage, place.scene.span
        number = mention.quantity.number if mention.quantity else None
        period = period_of(mention)
        modality = moods_of([mention], [voice.estimated])[0]
        subject, reasons = self._subject(mention, place, source)
        return Claim(
            kind=mention.kind,
            metric=mention.metric,
            quote=passage.text[mention.start : mention.end],
            where=passage.field,
            start=mention.start,
            end=mention.end,
            sentence=passage.text[span.start : span.end],
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
            chain=tuple(part for part in (source, voice.via) if part is not None),
            phase=mention.phase,
            increment=mention.increment,
            role=mention.role,
            aggregation=pace_of(mention, period) if mention.kind is Kind.FIGURE else None,
            period=period,
            as_of=as_of(mention, modality, article.published_at),
            place=place_of(mention),
            band=Band.C,
            reasons=tuple(sorted({PROPOSED, *mention.reasons, *reasons})),
        )

    def _subject(self, mention: Mention, place: _Place, source: str | None) -> tuple[str, set[str]]:
        main = self._reader.story.main_actor
        if mention.metric in _OF_NO_SIDE:
            return self._reader.speaks_for(source) or "other", set()
        if mention.kind is Kind.STATUS:
            return main, set()
        side = side_of(mention, None, [Span(voice.start, voice.end) for voice in place.heard])
        return side.id, {"side_by_default"} if side.how == "default" else set()


def _stage(passage: Passage) -> _Stage:
    voices = Voices(passage)
    found = scenes(passage)
    return _Stage(passage, found, [voices.hear(scene) for scene in found])


def _shape_fault(proposal: Proposal, stages: Sequence[_Stage]) -> Drop | None:
    if not stages:
        return Drop.NO_LEXICON
    if proposal.metric not in METRICS[proposal.kind]:
        return Drop.UNKNOWN_METRIC
    if not proposal.quote.strip():
        return Drop.QUOTE_NOT_FOUND
    return Drop.QUOTE_TOO_LONG if len(proposal.quote) > LONGEST else None


def _places(quote: str, stages: Sequence[_Stage]) -> Iterator[_Place | Drop]:
    """Yield the places where a quote stands letter by letter, or that it spans several sentences there."""
    for stage in stages:
        starts = [scene.span.start for scene in stage.scenes]
        for span in _occurrences(quote, stage.passage.text, 0, len(stage.passage.text)):
            at = bisect_right(starts, span.start) - 1
            if at >= 0 and span.end <= stage.scenes[at].span.end:
                yield _Place(stage.scenes[at], stage.heard[at], span)
            else:
                yield Drop.QUOTE_OVER_SENTENCES


def _occurrences(words: str, text: str, start: int, end: int) -> Iterator[Span]:
    for _ in range(_PLACES):
        at = text.find(words, start, end)
        if at < 0:
            return
        yield Span(at, at + len(words))
        start = at + 1


def _mention(proposal: Proposal, place: _Place) -> Mention | Drop:
    if proposal.kind is Kind.STATUS:
        start, end = place.span
        scene = place.scene
        return Mention(kind=Kind.STATUS, metric=proposal.metric, scene=scene, anchor=place.span, start=start, end=end)
    quantity = _quantity(proposal.number_text.strip(), place)
    if isinstance(quantity, Drop):
        return quantity
    if not _counts(quantity, proposal.metric):
        return Drop.COUNTS_SOMETHING_ELSE
    phase, increment = FIGURES[proposal.metric]
    return Mention(
        kind=Kind.FIGURE,
        metric=proposal.metric,
        scene=place.scene,
        anchor=Span(quantity.start, quantity.end),
        start=min(place.span.start, quantity.start),  # the words of a bound belong to the evidence
        end=max(place.span.end, quantity.end),
        quantity=quantity,
        phase=phase,
        increment=increment,
        role=quantity.counted.id if quantity.counted.id in _ROLES else None,
        unit="percent" if quantity.number.share else "persons",
        reasons=frozenset({"vague"} if quantity.number.bound is Bound.VAGUE else ()),
    )


def _quantity(words: str, place: _Place) -> Quantity | Drop:
    """Return the number as our scanner reads it in the whole sentence: "11,000" cut out of "111,000" is none."""
    text = place.scene.passage.text
    found: Drop | None = None
    for span in _occurrences(words, text, *place.span) if words else ():
        touched = [
            q for q in place.scene.quantities if q.number.core_start < span.end and span.start < q.number.core_end
        ]
        if len(touched) == 1 and _is_whole(touched[0], span, place.scene.passage):
            return touched[0]
        wrong = Drop.NUMBER_NOT_READ if not touched else Drop.SEVERAL_NUMBERS if len(touched) > 1 else Drop.NUMBER_CUT
        found = found or wrong
    return found or Drop.NUMBER_NOT_IN_QUOTE


def _is_whole(quantity: Quantity, span: Span, passage: Passage) -> bool:
    """Whether a stretch holds the number whole: by its ends, or as it has the same value when it is read alone.

    A scanner may count a counter word ("万名") as part of the scale; a model that leaves it out has cut nothing.
    """
    number = quantity.number
    if span.start <= number.core_start and number.core_end <= span.end:
        return True
    alone = scan(Passage(passage.field, passage.text[span.start : span.end], passage.lexicon, passage.cast))
    return number.value is not None and [one.value for one in alone] == [number.value]


def _counts(quantity: Quantity, metric: str) -> bool:
    """Whether the number counts what the metric is about: people, or a share of them."""
    number, counted = quantity.number, quantity.counted
    if number.share or metric == "share_lost":
        return number.share and metric == "share_lost"
    return counted.sort in _PEOPLE and not (number.is_year and counted.sort is Sort.NOTHING)


def _joined(reading: Reading, found: Sequence[Claim], dropped: Mapping[str, int]) -> Grounded:
    agreed: set[int] = set()
    added: dict[tuple[object, ...], Claim] = {}
    for claim in found:
        same = {i for i, own in enumerate(reading.claims) if _is_same(own, claim)}
        agreed |= same
        if not same:
            added.setdefault((claim.metric, claim.where, claim.sentence, claim.low, claim.high), claim)
    kept = tuple(_with(own, AGREED) if i in agreed else own for i, own in enumerate(reading.claims))
    new = tuple(sorted(added.values(), key=lambda c: (c.where is Field.TEXT, c.start, c.end, c.metric)))
    return Grounded(
        reading=replace(reading, claims=kept + new),
        dropped=MappingProxyType(dict(sorted(dropped.items()))),
        count_agreed=len(agreed),
        count_added=len(new),
    )


def _is_same(own: Claim, claim: Claim) -> bool:
    """Whether a claim of ours tells what a model points at, there or at another mention of the same fact."""
    if own.kind is not claim.kind or family(own.metric) != family(claim.metric):
        return False
    here = own.where is claim.where and own.start < claim.end and claim.start < own.end
    if own.kind is Kind.STATUS:
        return here or (own.modality is Modality.DENIED) == (claim.modality is Modality.DENIED)
    stated = (own.low, own.high) == (claim.low, claim.high)
    vague = own.low is None and own.high is None
    equal = stated and (not vague or own.interval == claim.interval)
    return equal and (here or own.subject == claim.subject)


def _with(claim: Claim, reason: str) -> Claim:
    return replace(claim, reasons=tuple(sorted({*claim.reasons, reason})))
