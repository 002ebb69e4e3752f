"""Which digits of a passage count nothing: dates, clock times, money, designators, and what the lexicon's mask lists.

What is masked is left out by the number scanner. No word of a language stands here, only forms of digits and signs.
"""

import re
from collections.abc import Sequence
from functools import cache

from extractors.lexicon import load_lexicon
from extractors.phrases import Hit
from extractors.reading.marks import Passage
from extractors.texts import Span

MASKED = "\x01"  # stands for each letter that is masked
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S{1,300}|[\w.+-]{1,40}@[\w-]{1,40}\.\w")
# Each form but an address has a digit, and at most what `_LEAD` finds before its first one.
_FORMS = re.compile(
    r"""
    \b\d{1,2}:\d\d(?::\d\d)?\b                                 # clock times
    | \b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b | \b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b
    | \b(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d\b(?![.,]?\d)    # spans of years
    | [$€£₩¥₽₴]\s?\d[\d.,]{0,15} | (?<![\d.,])\d[\d.,]{0,15}\s?[$€£₩¥₽₴]
    | \b\d{2,4}-\d{3,4}-\d{4}\b | \+\d[\d\s()-]{7,20}\d          # telephones
    | (?<![^\W\d])[^\W\d_]{1,8}-\d[\w-]{0,12} | (?<![^\W\d])[A-Z]{1,6}\d[\w-]{0,12} # Su-25, M2010; not "mid-" + words
    | [№#]\s?\d[\d-]* | \bn[°º]\s?\d+ | \b\d+[°º]
    | \b\d{2,4}-\d{2,4}[A-Z]{1,3}(?![a-z])                    # 777-200ER
    | \b\d+-[^\W\d_]{1,3}\b(?!\w)                              # ordinals written with a dash: 155-th
    | \b\d{2,4}\s?(?:mm|мм|㎜)(?![^\W\d]) | [+−]\d{1,2}\b(?![.,\d]*\s?%)            # calibres, temperatures
    | \b\d{1,3}/\d{1,3}\b | \b\d{1,2}-\d{1,2}-\d{1,2}\b
    """,
    re.VERBOSE,
)
_LEAD = re.compile(r"(?:(?<![^\W\d])[^\W\d_]{1,8}-?|[$€£₩¥₽₴№#+]\s?|\bn[°º]\s?)\Z")
_LEAD_CHARS = 9
_BEHIND = ":-–/.,$€£₩¥₽₴°ºmм㎜"  # what follows the first digits of a form that begins with them, a space between or not
_SIGNS = "$€£₩¥₽₴№#+°º"  # what a form has before a space and its first digits
_POST_TIMES = re.compile(r"^(?:[01]?\d|2[0-3])[.h][0-5]\d(?= [^\W\d])", re.MULTILINE)  # "10.40 Seoul says ..."
_SCORE = re.compile(r"(\d(?<![\d.,]\d)\d?)[-–:](\d{1,2})(?![\d.,])")
_AREAS = frozenset({"km2", "hectare"})
_YEAR = range(1900, 2101)
ROUND_YEAR = 2000
_BEFORE_COUNT = 60
_COUNTING = ("reporting.estimated", "trigger", "qualifier.before")
_MAX_DAY = 31
_FRACTION_TAIL = 4
_GOES_ON = re.compile(r"(?<=[\d.,])\d|[.,']\d")
_GROUPED = re.compile(r"[^\W\d]\W\d{1,3}[.,' ]\d{3}\Z")  # "a las 4.000" is no time of day
_DIGITS = re.compile(r"\d\d*")  # found faster than "\d+", whose search tries every letter


def digit_runs(plain: str) -> list[tuple[int, int]]:
    """Return where the digits of a text stand: each run from its first digit to behind its last one."""
    return [m.span() for m in _DIGITS.finditer(plain)]


def masked(passage: Passage, days: Sequence[Span], runs: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the spans of a passage whose digits are no figures, sorted; they may touch but not overlap by rule.

    `days`, `runs`: its dates and its digits.
    """
    plain = passage.plain
    may_hold = "@" in plain or "www." in plain or "://" in plain
    spans = [Span(*m.span()) for m in _ADDRESSES.finditer(plain)] if may_hold else []
    spans += [Span(h.start, h.end) for h in passage.hits("mask") if not _is_of_a_figure(h, passage)]
    spans += days
    if runs:
        spans += _forms(plain, runs)
        spans += _scores(plain, runs)
        times = _post_times(plain, runs)
        spans += times if len(times) > 1 else []  # one such line may well open with a number
    return sorted(spans)


def _forms(plain: str, runs: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the forms of digits and signs; only places with a digit are tried, since all places take long."""
    spans = []
    done = 0
    for start, end in runs:
        if start < done:
            continue
        lead = _LEAD.search(plain, max(done, start - _LEAD_CHARS), start) if _may_lead(plain, done, start) else None
        found = (lead and _FORMS.match(plain, lead.start())) or (
            _FORMS.match(plain, start) if _may_go_on(plain, end) else None
        )
        if found:
            spans.append(Span(*found.span()))
            done = found.end()
    return spans


def _may_lead(plain: str, since: int, start: int) -> bool:
    """Whether what stands before digits may begin a form: behind a space only a sign may."""
    return start > since and (not plain[start - 1].isspace() or plain[start - 2] in _SIGNS)


def _may_go_on(plain: str, end: int) -> bool:
    """Whether what stands behind digits may be part of a form that begins with them."""
    behind = plain[end : end + 1]
    return behind in _BEHIND or (behind.isspace() and plain[end + 1 : end + 2] in _BEHIND)


def _scores(plain: str, runs: Sequence[tuple[int, int]]) -> list[Span]:
    spans = []
    done = 0
    for start, end in runs:
        if end - start <= 2 and start >= done and plain[end : end + 1] in ("-", "–", ":"):
            score = _SCORE.match(plain, start)
            if score:
                done = score.end()
                if _falls(score):
                    spans.append(Span(start, done))
    return spans


def _post_times(plain: str, runs: Sequence[tuple[int, int]]) -> list[Span]:
    times = [_POST_TIMES.match(plain, start) for start, end in runs if plain[end : end + 1] in (".", "h")]
    return [Span(*time.span()) for time in times if time]


def _is_of_a_figure(hit: Hit, passage: Passage) -> bool:
    """Whether the digits of a mask are those of a figure, or go on as one."""
    plain, (start, end, _) = passage.plain, hit
    if _GOES_ON.match(plain, end) or (plain[end - 1].isdigit() and _GROUPED.search(plain, start, end)):
        return True
    return _is_area(hit, passage) or (plain[start].isdigit() and _is_fraction(hit, passage))


def _is_area(hit: Hit, passage: Passage) -> bool:
    """A length that goes on as an area ("1,000 km" of "1,000 km²")."""
    measures = passage.hits("measure").within(hit.start, hit.end + 12)
    return any(m.label in _AREAS and m.start < hit.end < m.end for m in measures)


def _is_fraction(hit: Hit, passage: Passage) -> bool:
    """Whether a mask begins at a fraction written with digits: "3分の1" is neither minutes nor a score."""
    part = passage.plain[hit.start : hit.end + _FRACTION_TAIL]
    if not part.startswith(_fractions(passage.lexicon.code)):
        return False
    first = passage.lexicon.matchers["numerals"].search(part)
    return first is not None and first.start == 0 and first.label.startswith("fraction")


@cache
def _fractions(language: str) -> tuple[str, ...]:
    """Return the first words of the fractions that a language writes with digits."""
    table = load_lexicon(language).matchers["numerals"].phrases
    openings = [one.literal for label, found in table.items() if label.startswith("fraction") for one in found]
    return tuple(sorted({literal.partition(" ")[0] for literal in openings if literal[:1].isdigit()}))


def _falls(score: re.Match[str]) -> bool:
    """Whether the first is not below the second: "3-1" is a score, "3-4" may be a range."""
    return int(score.group(1)) >= int(score.group(2))


def dates(passage: Passage) -> list[Span]:
    """Return the spans that read as dates: every number in them is a day or a year, and a lone one a year."""
    found = []
    months = passage.hits("months")
    for hit in passage.hits("date"):
        numbers = [int(d) for d in _DIGITS.findall(passage.plain, hit.start, hit.end) if len(d) < 5]
        has_month = bool(months.within(hit.start, hit.end))
        plausible = all(n <= _MAX_DAY or n in _YEAR for n in numbers)
        ends_bare = passage.plain[hit.end - 1].isdigit()
        lone = not has_month and ends_bare
        if _GOES_ON.match(passage.plain, hit.end):  # "den 1" of "den 1.250"
            continue
        grouped = _GROUPED.search(passage.plain, hit.start, hit.end)
        if grouped:  # "bis Mitte Januar 4.000"
            if has_month:
                found.append(Span(hit.start, grouped.start() + 1))
            continue
        if (
            plausible
            and (not lone or any(n in _YEAR for n in numbers))
            and not (lone and _is_count(hit, numbers, passage))
        ):
            found.append(Span(hit.start, hit.end))
    return found


def _is_count(hit: Hit, numbers: list[int], passage: Passage) -> bool:
    """Whether "in 2000" tells how many, behind an estimate or losses ("оценивает в 2000", "cifra en 2000")."""
    return numbers == [ROUND_YEAR] and told_as_a_count(hit.start, passage)


def told_as_a_count(start: int, passage: Passage) -> bool:
    """Return whether words of an estimate or of losses stand before a number that looks like a year."""
    clause = max(passage.plain.rfind(mark, 0, start) for mark in ".;!?\n")
    since = max(clause + 1, start - _BEFORE_COUNT)
    return any(passage.has(name, since, start) for name in _COUNTING) or any(
        start - hit.end <= 1 for hit in passage.hits("reporting.said").within(since, start)
    )


def blank(text: str, spans: list[Span]) -> str:
    """Return `text` with the masked spans overwritten by a sign that matches nothing; the same length."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            if start > at:
                out.append(text[at:start])
                at = start
            out.append(MASKED * (end - at))
            at = end
    return "".join((*out, text[at:])) if out else text
