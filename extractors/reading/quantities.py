"""Numbers of a passage as quantities: digits with every separator, words, scales, ranges, bounds, shares.

Knows no sentence and no metric. "10 to 12 thousand" is one range, "more than 3,000" has no upper end, "hundreds" has
neither; "1万1000", "1만1천" and "11 тыс." are one value. Offsets are those of the passage.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.lexicon import Lexicon
from extractors.phrases import Hit
from extractors.reading.letters import SPACED
from extractors.reading.marks import Passage
from extractors.reading.masks import MASKED, blank, dates, digit_runs, masked
from extractors.reading.signs import MYRIAD
from extractors.reading.tokens import PAIR, THOUSAND, Token, tokens_of
from extractors.texts import Span
from extractors.values import Bound

_MYRIAD_CHAIN = 3  # ten thousand, a digit and its own scale
_SHARE_DIGITS = 1
_QUALIFIER_GAP = 28  # "more than an estimated 11,000"
_MIN_LOOK_BACK = 60
_WORDS_OF_A_PLACE = (1, 2)
_BASE_GAP = 12  # "of a thousand" is one thousand
_ENDS_ASIDE = ("", ",", ".", ";", '"', "»", "”", "“", "!", ")")
_NEXT_ROUND = 1.25  # "25,000 or 30,000"
_DASHES = ("~", "-", "–", "—")  # "세 배로 늘려 2만5천~3만 명": a sign tells a range, whatever rises
_SCORE_MAX = 12  # "3-0" and "6-1" are scores, not ranges
_GAPS = ("", " ", "-")
_TIGHT_GAPS = ("", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity at its place. `low`, `high`: what is said, percent where `share`; `vague` as `intervals.Vague`.

    `start`, `end` take in the words of the bound, `core_start`, `core_end` only the number itself. `is_word`: written
    without any digit, so that it counts only where a noun follows. `scale`: the last scale word, 1 without one.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    high: float | None
    bound: Bound = Bound.EXACT
    vague: str | None = None
    share: bool = False
    is_word: bool = False
    is_year: bool = False
    scale: float = 1.0

    @property
    def value(self) -> float | None:
        """The one stated value, or the upper end of a range."""
        return self.high if self.high is not None else self.low


def scan(passage: Passage, days: Sequence[Span] | None = None) -> list[Number]:
    """Return every quantity of a passage in the order of the text, masked ones left out.

    `days`: the dates of the passage, where they are known.
    """
    runs = digit_runs(passage.plain)
    text = blank(passage.folded.low, masked(passage, dates(passage) if days is None else days, runs))
    chains = _chains(tokens_of(text, runs, _numerals(text, passage), passage.lexicon), text, passage.lexicon)
    numbers = [_evaluate(chain, passage.lexicon) for chain in chains]
    numbers = _with_vague(numbers, passage, text)
    numbers = [_as_share(number, passage) for number in numbers]
    if len(numbers) > 1:
        numbers = _ranges(numbers, passage, text)
    return [_bounded(number, passage) for number in numbers]


def _numerals(text: str, passage: Passage) -> Iterable[Hit]:
    """Return the words of numbers in a masked text; where they may stand inside a word they are sought apart."""
    matcher = passage.lexicon.matchers["numerals"]
    if not matcher.edges:
        return matcher.finditer(text)
    return (hit for hit in passage.hits("numerals") if MASKED not in text[hit.start : hit.end])


def _chains(tokens: list[Token], text: str, lexicon: Lexicon) -> list[list[Token]]:
    """Group the tokens that make one number together."""
    chains: list[list[Token]] = []
    i = 0
    while i < len(tokens):
        chain = [tokens[i]]
        i += 1
        if lexicon.scale == "myriad" and chain[0].kind == "scale" and not _opens_myriad(chain[0], text):
            continue
        while i < len(tokens) and _continues(chain, tokens, i, text, lexicon):
            chain.append(tokens[i])
            i += 1
        while chain and chain[-1].kind in ("and", "article"):
            chain.pop()
        if chain and _stands(chain, text, lexicon):
            chains.append(chain)
    return chains


def _continues(chain: list[Token], tokens: list[Token], i: int, text: str, lexicon: Lexicon) -> bool:
    last, token = chain[-1], tokens[i]
    if not 0 <= token.start - last.end <= 1:
        return False
    if text[last.end : token.start] not in (_TIGHT_GAPS if lexicon.scale == "myriad" else _GAPS):
        return False
    match token.kind:
        case "digits":
            behind = last.value == THOUSAND and token.end - token.start == 3 and token.value >= 100
            joins = lexicon.scale == "myriad" or (behind and (len(chain) > 1 or last.kind == "bare"))
            return joins and last.kind in ("scale", "bare") and token.value < last.value
        case "unit":
            return _is_inverted([*chain, token], lexicon) or _unit_continues(chain, token, lexicon)
        case "scale" | "bare":
            return last.kind in ("digits", "unit", "article", "scale", "bare", "half_more")
        case "collective":
            behind = last.kind == "scale" and token.value < last.value  # "만 천여"
            return behind or last.kind in ("digits", "unit", "article", "half_more")
        case "and":  # "a thousand and three thousand" are two numbers
            after = tokens[i + 1 : i + 3]
            joined = last.kind in ("unit", "scale", "bare") and bool(after) and after[0].kind == "unit"
            return joined and (last.kind == "unit" or after[-1].value != last.value)
        case "half_more":  # "a million and a half", "семи с половиной тысяч"
            scaled = i + 1 < len(tokens) and tokens[i + 1].kind in ("scale", "bare", "collective")
            return last.kind in ("scale", "bare") or (last.kind == "unit" and scaled)
        case _:
            return False


def _opens_myriad(token: Token, text: str) -> bool:
    """Whether a scale word may begin a number: "만 2천" is 12,000, but the word's end "군만" is none."""
    alone = not text[token.start - 1 : token.start].strip() if token.start else True
    return token.value == MYRIAD and alone


def _unit_continues(chain: list[Token], token: Token, lexicon: Lexicon) -> bool:
    last = chain[-1]
    if last.kind == "and":
        if len(chain) == 1:
            return False  # "officers and three generals": the word joins nothing of a number
        before = chain[-2]
        if before.kind in ("scale", "bare"):
            return token.value < before.value
        return lexicon.compound or (before.value % 10 == 0 and token.value < 20 < before.value + 1)
    if last.kind == "unit":
        return last.value % 10 == 0 and token.value < last.value
    return last.kind in ("scale", "bare")


def _stands(chain: list[Token], text: str, lexicon: Lexicon) -> bool:
    """A scale word or an article alone is no number; a compound must end where its word ends."""
    first = chain[0]
    if _is_inverted(chain, lexicon):
        return True
    few = len(chain) < _MYRIAD_CHAIN and chain[-1].kind != "collective"
    alone = (first.kind == "scale" and few) or (first.kind == "article" and len(chain) == 1)
    if alone or first.kind in ("and", "half_more"):
        return False
    if not lexicon.compound or first.kind == "digits":
        return True
    before, after = text[first.start - 1 : first.start], text[chain[-1].end : chain[-1].end + 1]
    spaced = _SPACED.match
    return not (spaced(before) and spaced(text[first.start])) and not (
        spaced(after) and spaced(text[chain[-1].end - 1])
    )


def _is_inverted(chain: list[Token], lexicon: Lexicon) -> bool:
    """Whether a scale stands before its number, which makes it a guess: "тысяч двенадцать" is about 12,000."""
    if len(chain) != 2 or chain[0].kind != "scale" or chain[1].kind != "unit":
        return False
    if lexicon.scale == "myriad" or lexicon.compound:
        return False
    return chain[1].value < chain[0].value and chain[1].start == chain[0].end + 1


_SPACED = re.compile(f"[{SPACED}]")


def _evaluate(chain: list[Token], lexicon: Lexicon) -> Number:
    first, last = chain[0], chain[-1]
    if first.kind.startswith(PAIR):
        return _pair(chain)
    digits = first.kind == "digits"
    if first is last and (digits or first.kind == "unit"):
        value, approx = round(first.value, 4), False
    else:
        value, approx = _sum(chain, myriad=lexicon.scale == "myriad")
    if _is_inverted(chain, lexicon):
        value, approx = first.value * last.value, True
    is_share = first.kind == "fraction"
    if is_share:
        value = round(first.value * 100, _SHARE_DIGITS)
    year = digits and len(chain) == 1 and last.end - first.start == 4 and 1900 <= value <= 2100
    return Number(
        start=first.start,
        end=last.end,
        core_start=first.start,
        core_end=last.end,
        low=value,
        high=value,
        bound=Bound.APPROX if approx else Bound.EXACT,
        share=is_share,
        is_word=not digits,
        is_year=year,
        scale=last.value if len(chain) > 1 and last.kind in ("scale", "bare") else 1.0,
    )


def _pair(chain: list[Token]) -> Number:
    """Two neighbouring digits before one scale: 两三千 is two to three thousand."""
    start, end, kind, high = chain[0]
    return Number(
        start=start,
        end=end,
        core_start=start,
        core_end=end,
        low=float(kind.removeprefix(PAIR)),
        high=high,
        bound=Bound.RANGE,
        is_word=True,
    )


def _sum(chain: list[Token], *, myriad: bool) -> tuple[float, bool]:
    """Return the value of a chain and whether its words make it approximate (a dozen, a hundred)."""
    total = section = current = 0.0
    last_scale = 1.0
    approx = False
    inner = MYRIAD if myriad else THOUSAND
    for _, _, kind, value in chain:
        if kind in ("digits", "unit"):
            current += value
        elif kind == "article":
            current, approx = 1.0, True
        elif kind in ("scale", "bare"):
            last_scale = value
            if value < inner:
                section += (current or 1.0) * value
            else:
                total += ((section + current) or 1.0) * value
                section = 0.0
            current = 0.0
        elif kind == "collective":
            current, approx = (current or 1.0) * value, True
        elif kind == "half_more":
            current, total = (current + 0.5, total) if current else (current, total + last_scale / 2)
    return round(total + section + current, 4), approx


def _with_vague(numbers: list[Number], passage: Passage, text: str) -> list[Number]:
    """Add words such as "hundreds", unless they are the scale of a number ("4 thousands")."""
    found: list[Number] = []
    replaced: set[int] = set()
    starts, ends = [n.core_start for n in numbers], [n.core_end for n in numbers]
    for hit in passage.hits("vague"):
        first, last = bisect_right(ends, hit.start), bisect_left(starts, hit.end)
        clash = numbers[first:last]
        if (
            any(not n.is_word or n.core_start < hit.start or n.core_end > hit.end for n in clash)
            or MASKED in text[hit.start : hit.end]
        ):
            continue
        if any(_is_one_of(n, hit, passage) for n in clash):
            continue
        replaced.update(range(first, last))
        found.append(
            Number(
                start=hit.start,
                end=hit.end,
                core_start=hit.start,
                core_end=hit.end,
                low=None,
                high=None,
                bound=Bound.VAGUE,
                vague=hit.label,
            )
        )
    if not found:
        return numbers
    kept = [n for i, n in enumerate(numbers) if i not in replaced]
    return sorted([*kept, *found], key=lambda n: n.start)


def _is_one_of(number: Number, hit: Hit, passage: Passage) -> bool:
    """Whether a word that may mean "thousands" is one thousand here: a bound stands before it ("more than a ...")."""
    if (number.core_start, number.core_end) != (hit.start, hit.end):
        return False
    bounds = passage.hits("qualifier.before").within(max(0, hit.start - _QUALIFIER_GAP), hit.start)
    bounds += passage.hits("partitive.base_before").within(max(0, hit.start - _BASE_GAP), hit.start)
    bounds += _governors(hit, passage)
    return any(not passage.plain[bound.end : hit.start].strip() for bound in bounds)


def _governors(hit: Hit, passage: Passage) -> list[Hit]:
    """The words right before a Slavic "тысячи" that ask for its genitive: "гибель тысячи", "достигло тысячи"."""
    plain, lexicon = passage.plain, passage.lexicon
    if not plain[hit.start : hit.end].endswith(lexicon.one_or_many):
        return []
    start = max(0, hit.start - _QUALIFIER_GAP)
    nouns = [t for t in passage.hits("trigger").within(start, hit.start) if t.label.endswith(".noun")]
    nouns = [n for n in nouns if not plain[n.start : n.end].endswith(lexicon.endings["counts"])]
    nouns = [n._replace(end=hit.start) for n in nouns if _is_a_place(plain[n.end : hit.start], lexicon)]
    return [*nouns, *passage.hits("qualifier.other.not_after").within(start, hit.start)]


def _is_a_place(gap: str, lexicon: Lexicon) -> bool:
    """Whether a noun and its number are parted by a space or a place: "отправка в область тысячи бойцов"."""
    if gap == " " or not (gap.startswith(" ") and gap.endswith(" ")):
        return gap == " "
    first, *others = gap[1:-1].split(" ")
    return first in lexicon.where and len(others) in _WORDS_OF_A_PLACE and all(map(str.isalpha, others))


def _as_share(number: Number, passage: Passage) -> Number:
    end = None if number.share or number.bound is Bound.VAGUE else _unit_behind(number.core_end, passage)
    return number if end is None else replace(number, share=True, end=end, core_end=end)


def _unit_behind(end: int, passage: Passage) -> int | None:
    """Return the end of a percent sign or word right behind a number, or None."""
    measures = passage.hits("measure")
    hit = measures.at(end)
    if hit is not None and hit.label == "percent":
        return hit.end
    hit = measures.at(end + 1) if passage.plain[end : end + 1].isspace() else None
    return hit.end if hit is not None and hit.label == "percent" else None


def _ranges(numbers: list[Number], passage: Passage, text: str) -> list[Number]:
    """Join two numbers that a range's word joins; the scale of the second also counts for the first."""
    out: list[Number] = []
    for number in numbers:
        joined = _range(out[-1], number, passage, text) if out else None
        if joined is None:
            if out and _falls_to(out[-1], number, passage, text):
                old = out[-1]
                out[-1] = replace(old, low=(old.low or 0) * number.scale, high=(old.high or 0) * number.scale)
            out.append(number)
        else:
            out[-1] = joined
    return out


def _falls_to(a: Number, b: Number, passage: Passage, text: str) -> bool:
    """Whether an old value shares the scale of the new one: "fell from 12 to 8 thousand"."""
    if a.scale > 1 or b.scale <= 1 or a.is_year or a.share or a.low is None or not 0 < a.low < THOUSAND:
        return False
    gap = text[a.core_end : b.core_start]
    hit = passage.hits("range").at(a.core_end + len(gap) - len(gap.lstrip()))
    opened = _open_start(a, passage)
    if opened is None or hit is None or hit.label != "join" or hit.end - hit.start != len(gap.strip()):
        return False
    return rises(opened, b.core_end, passage)


def _range(a: Number, b: Number, passage: Passage, text: str) -> Number | None:
    if b.core_start - a.core_end > _QUALIFIER_GAP or a.low is None or b.high is None:
        return None
    if Bound.VAGUE in (a.bound, b.bound) or a.bound is Bound.RANGE:
        return None
    if not _joins(a, b, text[a.core_end : b.core_start], passage):
        return None
    low = a.low
    if b.scale > 1 and a.scale == 1 and low * b.scale <= b.high:
        low *= b.scale
    if not 0 <= low < b.high or (low == 0 and b.high <= _SCORE_MAX):
        return None
    opened = _open_start(a, passage)
    return replace(
        b,
        start=a.start if opened is None else opened,
        core_start=a.core_start,
        low=low,
        bound=Bound.RANGE,
        is_word=a.is_word and b.is_word,
    )


def _joins(a: Number, b: Number, gap: str, passage: Passage) -> bool:
    """Whether the gap is a range's word; a word that also lists things needs "between" before it."""
    stripped = gap.strip()
    start = a.core_end + len(gap) - len(gap.lstrip())
    hit = passage.hits("range").at(start)
    if hit is None or hit.label != "join" or hit.end != start + len(stripped):
        return False
    opening = _open_start(a, passage)
    opened = opening is not None
    listing = passage.hits("cue.and").at(start)
    lists = listing is not None and listing.end >= hit.end  # か is not から
    if opened and lists and gap[:1] == " " and not a.share:
        return True  # "raises the force to between 11,000 and 12,000"
    if stripped not in _DASHES and rises(a.core_start if opening is None else opening, b.core_end, passage):
        return False
    near = a.low is not None and b.high is not None and b.high <= 2 * a.low * (b.scale if a.scale == 1 else 1)
    return opened or not lists or (near and a.is_word == b.is_word and b.low != a.low and _close(a, b))


def _close(a: Number, b: Number) -> bool:
    """Two or three thousand: neighbours, not two counts side by side."""
    low, high = (a.low or 0) / a.scale, (b.high or 0) / b.scale
    while low >= THOUSAND and low % 10 == high % 10 == 0:
        low, high = low / 10, high / 10  # 25,000 or 30,000 are 250 and 300
    return 0 < high - low <= 2 or (low >= 100 and high <= _NEXT_ROUND * low and low % 10 == high % 10 == 0)


def _open_start(a: Number, passage: Passage) -> int | None:
    for hit in reversed(passage.hits("range").within(max(0, a.core_start - _QUALIFIER_GAP), a.core_start)):
        if hit.label == "open" and not _words_between(passage, hit.end, a.core_start):
            return hit.start
    return None


def rises(start: int, end: int, passage: Passage) -> bool:
    """Whether the words around a pair of numbers say that it rose or fell: "rose from 600 to 2,000" is two figures.

    `start`, `end`: where the first number, with the word that opens it, begins, and where the second one ends.
    """
    verbs = passage.hits("qualifier.other.not_after")
    clause = max(passage.plain.rfind(mark, 0, start) for mark in ".;\n")
    if any(hit.end <= start for hit in verbs.within(max(clause, start - _MIN_LOOK_BACK, 0), start)):
        return True
    if not passage.lexicon.is_dense:
        return any(not passage.plain[end : verb.start].strip() for verb in _rising(end, passage))
    joins = passage.hits("range").within(start, end)
    told = verbs.within(start, end + _QUALIFIER_GAP // 2)
    return any(not any(j.start <= hit.start and hit.end <= j.end for j in joins) for hit in told)


def _words_between(passage: Passage, start: int, end: int) -> str:
    """Return what stands between two offsets beside spaces and words that may be skipped."""
    gap = passage.plain[start:end]
    for hit in passage.hits("qualifier.other.skip").within(start, end):
        gap = gap.replace(passage.plain[hit.start : hit.end], " ", 1)
    return gap.strip(" '\"")


_PRIORITY = ("at_least", "at_most", "more_than", "fewer_than", "nearly", "odd", "approx")


def _bounded(number: Number, passage: Passage) -> Number:
    """Apply the words that bound a number on its left and right."""
    found: dict[str, int] = {}
    start, end = number.start, number.end
    before, behind = passage.hits("qualifier.before"), passage.hits("qualifier.after")
    own = before.at(number.core_start) if number.is_word or number.share else None
    if own is not None and own.end <= number.core_end:  # 过半: the word of the number bounds it itself
        found[own.label] = start
    for within in behind.within(number.core_start, number.core_end):  # "6 с лишним тысяч"
        found.setdefault(within.label, start)
    for hit in reversed(before.within(max(0, start - _QUALIFIER_GAP), start)):
        if _words_between(passage, hit.end, start):
            break
        if hit.label == "at_most" and _is_rise_to(hit.start, end, passage):
            break
        found.setdefault(hit.label, hit.start)
        start = hit.start
    after = behind.at(end) or (behind.at(end + 1) if passage.plain[end : end + 1].isspace() else None)
    if after is not None:
        found.setdefault(after.label, start)
        end = after.end
    aside = behind.at(end + 2) if passage.plain.startswith(", ", end) else None
    if aside and passage.plain[aside.end : aside.end + 1] in _ENDS_ASIDE:  # "five hundred, no more"
        found.setdefault(aside.label, start)
        end = aside.end
    return with_bound(number, found, start, end) if found else number


def _is_rise_to(start: int, end: int, passage: Passage) -> bool:
    """Whether "to" tells where a number rose to: a verb of rising stands before it, or right behind the number."""
    if any(not passage.plain[end : v.start].strip() for v in _rising(end, passage)):
        return True
    return passage.has("qualifier.other.not_after", max(0, start - _MIN_LOOK_BACK), start) and not set(".;\n") & set(
        passage.plain[max(0, start - _MIN_LOOK_BACK) : start][-20:]
    )


def _rising(end: int, passage: Passage) -> list[Hit]:
    return [] if passage.lexicon.is_dense else list(passage.hits("qualifier.other.not_after").within(end, end + 16))


def with_bound(number: Number, labels: Collection[str], start: int, end: int) -> Number:
    """Return the number under the strongest of the labels (`lexicon.BOUNDS`); ranges and vague words stay.

    `start`, `end`: where it stands with the words of its bounds.
    """
    label = next((name for name in _PRIORITY if name in labels), None)
    if label is None or number.bound in (Bound.RANGE, Bound.VAGUE):
        return number if (number.start, number.end) == (start, end) else replace(number, start=start, end=end)
    if label in ("odd", "nearly"):
        return replace(number, start=start, end=end, bound=Bound.APPROX, vague=label)
    bound = Bound(label)
    low = None if bound in (Bound.AT_MOST, Bound.FEWER_THAN) else number.low
    high = None if bound in (Bound.AT_LEAST, Bound.MORE_THAN) else number.high
    return replace(number, start=start, end=end, bound=bound, low=low, high=high, vague=None)
