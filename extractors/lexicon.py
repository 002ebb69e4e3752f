"""A language's lexicon: lexicons/<iso639-1>.toml, checked when read and compiled once.

A lexicon knows the language and never the story: how numbers are written, what words bound, hedge or deny, which
words mean killed or withdrawn or that somebody speaks. Every file has the same keys; one that misses a key, adds
one, or puts a phrase in two lists that exclude each other is refused. docs/lexicon.md explains each key.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeVar

from extractors.errors import LexiconError, PhraseError
from extractors.phrases import Matcher, compile_table, unfold

_T = TypeVar("_T")

SCHEMA = 1
METRICS = (
    "killed",
    "wounded",
    "missing",
    "captured",
    "casualties",
    "sent",
    "present",
    "front",
    "reinforcements",
    "returned_home",
)
STATUSES = (
    "withdrawn_from_front",
    "returned_to_front",
    "not_seen",
    "denial",
    "no_comment",
    "confirmed_deployment",
    "treaty",
    "reinforcements_planned",
    "ill_prepared",
    "suicide_to_avoid_capture",
)
BOUNDS = ("approx", "odd", "nearly", "at_least", "more_than", "at_most", "fewer_than")
VAGUE = (
    "a_few",
    "tens",
    "dozens",
    "several_hundred",
    "hundreds",
    "several_thousand",
    "thousands",
    "tens_of_thousands",
    "hundreds_of_thousands",
    "uncounted",
)
ROLES = ("any", "people", "engineer", "worker", "officer", "general")
MEASURES = ("percent", "km2", "hectare", "hour", "day", "week", "month", "year")
FORMATIONS = ("brigade", "battalion", "company", "division", "regiment")
WEAPONS = (
    "shell",
    "ballistic_missile",
    "missile",
    "artillery_piece",
    "rocket_launcher",
    "mortar",
    "tank",
    "armoured_vehicle",
    "vehicle",
    "drone",
    "aircraft",
    "ship",
    "container",
    "weapon",
)
# What statuses are made of where no phrase tells them whole: extractors/reading/frames.py.
CONCEPTS = (
    "leave",
    "front",
    "back",
    "fight",
    "none",
    "see",
    "lack",
    "skill",
    "more",
    "troops",
    "plan",
    "admit",
    "sent",
    "evade",
    "say",
    "tell",
    "kill_self",
    "capture",
    "pact",
    "aid",
)
# How words end where endings tell what they are in their sentence: extractors/reading/cases.py.
ENDINGS = (
    "possessive",
    "part_of",
    "genitive",
    "many_nouns",
    "many_participles",
    "counts",
    "passive",
    "noun",
)
MIN_EXAMPLES = 12
DENSE_REACH = 60

# Tables of phrases: section -> its keys, each a list of phrases (which may be empty).
_PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "vague": VAGUE,
        "qualifier.before": BOUNDS,
        "qualifier.after": BOUNDS,
        "qualifier.after_noun": BOUNDS,
        "qualifier.other": ("skip", "not_after"),
        "range": ("join", "open"),
        "person": ROLES,
        "not_person": ("words",),
        "mask": ("words",),
        "partitive": ("after", "base_before", "base_after"),
        "measure": MEASURES,
        "formation": FORMATIONS,
        "weapon": WEAPONS,
        **{f"trigger.{metric}": ("event", "noun") for metric in METRICS},
        **{f"status.{status}": ("words", "denied", "unless") for status in STATUSES},
        "cue": (
            "and",
            "clause",
            "additional",
            "planned",
            "against",
            "against_after",
            "ground",
            "done_to",
            "suffered_by",
            "enemy",
            "including",
            "up_from",
            "recap",
            "retracted",
            "rate",
            "already",
            "total",
            "period",
            "own_sector",
            "incident",
            "lasts",
            "homeward",
            "labour",
            "unconfirmed",
            "report",
            "answer_yes",
            "answer_no",
        ),
        "concept": CONCEPTS,
        "modality": ("asserted", "hedged", "conditional", "planned", "denied", "not"),
        "reporting": (
            "said",
            "estimated",
            "citing",
            "told",
            "relay",
            "title",
            "pronoun",
            "back",
            "hearsay",
            "opening",
            "own",
            "both",
            "announced",
            "cleft",
            "body",
            "office",
        ),
        "unnamed": ("one", "who", "not"),
    }
)
_NUMBERED = frozenset({"mask", "cue"})  # the sections whose phrases may hold N
# Sections whose keys may overlap in a text ("with" opens a clause and names a foe), so each is searched alone.
_APART = frozenset({"cue", "concept", "modality", "reporting", "partitive", "qualifier.other"})
_VALUES = MappingProxyType({"numerals": ("unit", "scale", "bare", "collective", "fraction")})
_NUMERAL_PHRASES = ("article", "and", "half_more")
_EXAMPLE_KEYS = frozenset({"text", "title", "published", "claims", "gloss"})
_EXCLUDE = (
    tuple(f"trigger.{metric}" for metric in METRICS),
    tuple(f"status.{status}" for status in STATUSES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One self-written text with the claims it must give; the lexicon's own test.

    `claims`: each a mapping of `Claim` fields (as the JSON names them) to what they must be; fields not named are free.
    """

    text: str
    title: str
    published: str | None
    claims: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One language, compiled. `matchers`: section -> matcher whose labels are the section's keys.

    Sections whose keys overlap have one matcher per key ("cue.against"); all triggers share one ("killed.event").
    `numerals` labels are "unit:2", "scale:1000.0" and so on, `months` labels "1" to "12".
    `digits`: the signs of a script that writes numbers in words of one sign each (三千五百), with their values.
    `alone`: words behind which a number counts something known, in lower case.
    `reach`: how many characters may lie between a number and the word it belongs to. `digest`: of the file.
    `is_dense`: few characters say much (Hangul, Han, Kana), so that distances count double.
    `topic`, `subject`, `particle`: endings that show what a word is in its sentence, where a language has them.
    `that`: words that open the clause of what is said. `related`: words, in lower case, that open a line about others.
    `former`, `this`, `party`, `parts`: signs before or behind an office or a side. `goes_on`: verbs of what is told.
    `clock`, `days`: right behind a clock time, and a number of days. `one_or_many`: may be one thousand, or thousands.
    `where`: prepositions before a place. `endings`: of each sort, all that the language has.
    """

    code: str
    name: str
    scale: str
    compound: bool
    verb_final: bool
    reach: int
    groups: tuple[str, ...]
    decimals: tuple[str, ...]
    abbreviations: frozenset[str]
    alone: frozenset[str]
    digits: Mapping[str, int]
    articles: frozenset[str]
    topic: tuple[str, ...]
    subject: tuple[str, ...]
    particle: tuple[str, ...]
    that: tuple[str, ...]
    related: tuple[str, ...]
    former: tuple[str, ...]
    this: tuple[str, ...]
    goes_on: frozenset[str]
    clock: tuple[str, ...]
    days: tuple[str, ...]
    party: tuple[str, ...]
    one_or_many: tuple[str, ...]
    where: frozenset[str]
    parts: tuple[str, ...]
    endings: Mapping[str, tuple[str, ...]]
    matchers: Mapping[str, Matcher]
    months: Matcher
    capital_months: bool
    dates: Matcher
    examples: tuple[Example, ...]
    digest: str

    is_dense: bool = field(init=False)

    def __post_init__(self) -> None:
        """Tell once what every step asks: whether the language is dense."""
        object.__setattr__(self, "is_dense", self.reach <= DENSE_REACH)


def languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a lexicon, sorted."""
    files = resources.files("extractors").joinpath("lexicons").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def lexicons_digest() -> str:
    """Return a digest of all lexicon files, whether they are good or not; none is parsed."""
    folder = resources.files("extractors").joinpath("lexicons")
    texts = (folder.joinpath(f"{code}.toml").read_bytes() for code in languages())
    return hashlib.sha256(b"|".join(texts)).hexdigest()[:12]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, read and compiled once.

    Raises:
        LexiconError: there is none, or its file is not right; the message names file and key.
    """
    file = resources.files("extractors").joinpath("lexicons", f"{language}.toml")
    if not file.is_file():
        known = ", ".join(languages())
        raise LexiconError(f"{language}.toml", "file", f"no lexicon of this language; there are: {known}")
    lexicon = parse_lexicon(file.read_text("utf-8"), f"{language}.toml")
    if lexicon.code != language:
        raise LexiconError(f"{language}.toml", "meta.code", f"is {lexicon.code!r}, the file says {language!r}")
    return lexicon


def parse_lexicon(text: str, file: str) -> Lexicon:
    """Return the lexicon that `text` (TOML) holds; `file` is the name that errors give.

    Raises:
        LexiconError: unknown or missing key, wrong type, bad phrase, contradiction; with file and key.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(file, "file", f"is not TOML: {exc}") from exc
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _Parser(file, raw).lexicon(digest)


class _Parser:
    """Takes a file's table apart key by key; what is left over at the end is unknown."""

    def __init__(self, file: str, raw: dict[str, object]) -> None:
        self._file = file
        self._raw = raw
        self._seen: set[str] = set()
        self._language = ""

    def lexicon(self, digest: str) -> Lexicon:
        if self._take("schema", int) != SCHEMA:
            raise self._error("schema", f"must be {SCHEMA}")
        self._language = self._take("meta.code", str)
        phrases = self._phrase_tables()
        lexicon = Lexicon(
            code=self._language,
            name=self._take("meta.name", str),
            scale=self._choice("meta.scale", ("western", "myriad")),
            compound=self._take("meta.compound", bool),
            verb_final=self._take("meta.verb_final", bool),
            reach=self._take("meta.reach", int),
            groups=self._texts("meta.groups"),
            decimals=self._texts("meta.decimals"),
            abbreviations=frozenset(a.lower() for a in self._texts("text.abbreviations")),
            topic=self._texts("text.topic"),
            subject=self._texts("text.subject"),
            particle=self._texts("text.particle"),
            that=self._texts("text.that"),
            related=tuple(word.lower() for word in self._texts("text.related")),
            former=self._texts("text.former"),
            this=self._texts("text.this"),
            goes_on=frozenset(self._texts("text.goes_on")),
            clock=self._texts("text.clock"),
            days=self._texts("text.days"),
            party=self._texts("text.party"),
            one_or_many=self._texts("text.one_or_many"),
            where=frozenset(self._texts("text.where")),
            parts=self._texts("text.parts"),
            endings=MappingProxyType({key: self._texts(f"ending.{key}") for key in ENDINGS}),
            digits=MappingProxyType({c: i for i, cs in enumerate(self._texts("numerals.digits"), 1) for c in cs}),
            articles=frozenset(self._texts("numerals.article")),
            alone=frozenset(a.lower() for a in self._texts("text.alone")),
            matchers=MappingProxyType(self._matchers(phrases)),
            months=self._months(),
            capital_months=all(name[0].isupper() for names in self._month_table().values() for name in names),
            dates=self._dates(),
            examples=self._examples(),
            digest=digest,
        )
        self._refuse_unknown(self._raw, "")
        self._refuse_contradictions(phrases)
        return lexicon

    def _error(self, key: str, message: str) -> LexiconError:
        return LexiconError(self._file, key, message)

    def _get(self, key: str) -> object:
        node: object = self._raw
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise self._error(key, "is missing; an empty list is allowed where there is nothing")
            node = node[part]
        self._seen.add(key)
        return node

    def _take(self, key: str, kind: type[_T]) -> _T:
        value = self._get(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._error(key, f"must be {kind.__name__}, is {type(value).__name__}")
        return value

    def _choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self._take(key, str)
        if value not in allowed:
            raise self._error(key, f"must be one of {', '.join(allowed)}, is {value!r}")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        values = self._take(key, list)
        for i, value in enumerate(values):
            if not isinstance(value, str) or not value:
                raise self._error(f"{key}[{i}]", "must be a text that is not empty")
        if len(set(values)) != len(values):
            twice = next(v for v in values if values.count(v) > 1)
            raise self._error(key, f"holds {twice!r} twice")
        return tuple(values)

    def _phrase_tables(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {section: {key: self._texts(f"{section}.{key}") for key in keys} for section, keys in _PHRASES.items()}

    def _matchers(self, phrases: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, Matcher]:
        made = {}
        for section, table in phrases.items():
            numbers = section in _NUMBERED
            if section in _APART:
                for key, listed in table.items():
                    made[f"{section}.{key}"] = self._compile(section, {key: listed}, numbers=numbers)
            elif not section.startswith("trigger."):
                made[section] = self._compile(section, table, numbers=numbers)
        made["numerals"] = self._numerals()
        triggers = {f"{m}.{k}": ps for m in METRICS for k, ps in phrases[f"trigger.{m}"].items()}
        made["trigger"] = self._compile("trigger", triggers, numbers=False)
        return made

    def _compile(self, key: str, table: Mapping[str, tuple[str, ...]], *, numbers: bool, edges: bool = True) -> Matcher:
        try:
            return compile_table(table, self._language, numbers=numbers, edges=edges)
        except PhraseError as exc:
            at = next((k for k, ps in table.items() if exc.phrase in ps), "")
            raise self._error(f"{key}.{at}", str(exc)) from exc

    def _numerals(self) -> Matcher:
        table: dict[str, tuple[str, ...]] = {}
        for name in _VALUES["numerals"]:
            values = self._take(f"numerals.{name}", dict)
            for phrase, value in values.items():
                if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                    raise self._error(f"numerals.{name}.{phrase}", "must be a number above zero")
                label = f"{name}:{float(value)!r}"
                table[label] = (*table.get(label, ()), phrase)
        for name in _NUMERAL_PHRASES:
            table[f"{name}:1.0"] = self._texts(f"numerals.{name}")
        compound = self._take("meta.compound", bool)
        return self._compile("numerals", table, numbers=False, edges=not compound)

    def _month_table(self) -> dict[str, tuple[str, ...]]:
        months = self._take("date.months", list)
        if len(months) != 12 or not all(isinstance(m, list) and m for m in months):
            raise self._error("date.months", "must be twelve lists of phrases, January first")
        return {str(i): tuple(str(p) for p in names) for i, names in enumerate(months, 1)}

    def _months(self) -> Matcher:
        return self._compile("date.months", self._month_table(), numbers=False)

    def _dates(self) -> Matcher:
        """Forms of dates: MONTH in a form stands for each name of each month."""
        names = [flat for listed in self._month_table().values() for p in listed for flat in unfold(p)]
        any_month = "{" + "|".join(dict.fromkeys(names)) + "}"
        forms = tuple(f.replace("MONTH", any_month) for f in self._texts("date.forms"))
        return self._compile("date", {"forms": forms}, numbers=True)

    def _examples(self) -> tuple[Example, ...]:
        raw = self._take("example", list)
        if len(raw) < MIN_EXAMPLES:
            raise self._error("example", f"must be at least {MIN_EXAMPLES}, are {len(raw)}")
        return tuple(self._example(f"example[{i}]", one) for i, one in enumerate(raw))

    def _example(self, key: str, raw: object) -> Example:
        if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
            raise self._error(key, "must be a table with a text")
        if unknown := set(raw) - _EXAMPLE_KEYS:
            raise self._error(f"{key}.{min(unknown)}", "is not a key of an example")
        claims = raw.get("claims")
        if not isinstance(claims, list) or not all(isinstance(c, dict) for c in claims):
            raise self._error(f"{key}.claims", "must be a list of tables; empty where nothing is claimed")
        return Example(
            text=raw["text"],
            title=str(raw.get("title", "")),
            published=str(raw["published"]) if "published" in raw else None,
            claims=tuple(MappingProxyType(c) for c in claims),
        )

    def _refuse_unknown(self, node: Mapping[str, object], path: str) -> None:
        for name, value in node.items():
            key = f"{path}{name}"
            if key in self._seen:
                continue
            below = any(seen.startswith(f"{key}.") for seen in self._seen)
            if not below or not isinstance(value, dict):
                raise self._error(key, "is not a key of a lexicon; see docs/lexicon.md")
            self._refuse_unknown(value, f"{key}.")

    def _refuse_contradictions(self, phrases: dict[str, dict[str, tuple[str, ...]]]) -> None:
        for sections in (*_EXCLUDE, ("person", "not_person")):
            where: dict[str, str] = {}
            for section in sections:
                for key, listed in phrases[section].items():
                    if key in ("unless", "denied"):
                        continue
                    for flat in (f for phrase in listed for f in unfold(phrase)):
                        before = where.setdefault(flat.lower(), section)
                        if before != section:
                            raise self._error(f"{section}.{key}", f"{flat!r} also stands in {before}")
