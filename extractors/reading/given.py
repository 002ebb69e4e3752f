"""Which numbers are known before and no news: totals behind "of the", old values behind "up from"."""

from extractors.phrases import Hit
from extractors.reading.counted import Sort
from extractors.reading.marks import Passage
from extractors.reading.mentions import PEOPLE
from extractors.reading.scenes import MOVES, Quantity, Scene

_GIVEN_GAP = 3
_BASE_GAP = 20
_PARTICIPLE_REACH = 32
_GIVEN_WORD = 12  # "of the first 11,000"
_MARKS = frozenset(",.;:()、。")


def is_given(quantity: Quantity, scene: Scene) -> bool:
    """Return whether a number is a total that is mentioned as known ("of the 11,000")."""
    passage, number = scene.passage, quantity.number
    for hit in passage.hits("partitive.base_before").within(max(0, number.core_start - 40), number.core_start):
        gap = passage.plain[hit.end : number.start].strip()
        if _is_of_them(hit, passage) or _is_of_another(hit, quantity, scene):
            continue
        if _is_sent(hit, quantity, scene):
            return quantity.counted.sort in PEOPLE or quantity.counted.sort is Sort.NOTHING
        word = _GIVEN_WORD // (3 if passage.lexicon.is_dense else 1)
        ordinal = len(gap) <= word and gap.isalpha() and not passage.has("person", hit.end, number.start)
        if hit.end >= number.start or len(gap) < _GIVEN_GAP or ordinal:
            return quantity.counted.sort in PEOPLE or quantity.counted.sort is Sort.NOTHING
    end = quantity.end
    for other in scene.quantities:
        if other.number.share and other.counted.end == end:
            return True
        if other is not quantity and other.counted.sort is Sort.PARTITIVE and other.end == end:
            return True
    behind = passage.hits("partitive.base_after").within(end, end + 10)
    return bool(behind) and any(
        not set(passage.plain[end : hit.start]) & _MARKS and not _points_back(hit, passage) for hit in behind
    )


def _is_sent(hit: Hit, quantity: Quantity, scene: Scene) -> bool:
    """Whether only a participle parts "of the" from a number ("von den damals eingetroffenen 11.000")."""
    start = quantity.number.start
    if start - hit.end > _PARTICIPLE_REACH or set(scene.passage.plain[hit.end : start]) & _MARKS:
        return False
    moves = (t for t in scene.triggers if t.metric in MOVES and hit.end <= t.start)
    return not scene.passage.lexicon.is_dense and any(0 <= start - t.end <= 1 for t in moves)


def _is_of_them(hit: Hit, passage: Passage) -> bool:
    """Whether "of" is only a part of "of them" or of a verb: what follows is a part, no total."""
    near = (hit.start, hit.end + 2 * _GIVEN_WORD)
    around = [*passage.hits("partitive.after").within(*near), *passage.hits("cue.including").within(*near)]
    lost = passage.hits("trigger").within(max(0, hit.start - 2 * _GIVEN_WORD), near[1])  # "выбыли из строя"
    taken = any(word.start < hit.start and hit.end < word.end for word in lost)
    return taken or any(word.start <= hit.start and hit.end < word.end for word in around)


def _points_back(hit: Hit, passage: Passage) -> bool:
    """Whether "of" only ends "of these" (이 중): the number before it is told, not known."""
    near = (max(0, hit.start - _GIVEN_GAP), hit.end)
    around = [*passage.hits("partitive.after").within(*near), *passage.hits("cue.including").within(*near)]
    return any(word.start < hit.start and hit.end <= word.end for word in around)


def _is_of_another(hit: Hit, quantity: Quantity, scene: Scene) -> bool:
    """Whether "of the" opens a total before this number ("of those eleven thousand about four were killed")."""
    start = quantity.number.start
    return any(q is not quantity and hit.end <= q.number.core_start < start for q in scene.quantities)


def is_base(quantity: Quantity, scene: Scene) -> bool:
    """Return whether a part stands right before "of the", of which all is told then ("four in ten of the ...")."""
    start = quantity.number.core_start
    parts = (q for q in scene.quantities if q is not quantity and q.number.core_end <= start)
    return any(start - q.number.core_end <= _BASE_GAP for q in parts)


def has_part_behind(quantity: Quantity, scene: Scene) -> bool:
    """Return whether the next number is a part of this one, behind a word such as 中 (1.1万朝军中伤亡6000人)."""
    words = scene.passage.hits("partitive.base_after").within(quantity.number.end, quantity.end + _GIVEN_WORD)
    return bool(words) and any(0 < q.number.start - words[0].end <= _BASE_GAP for q in scene.quantities)


def is_earlier(quantity: Quantity, scene: Scene) -> bool:
    """Return whether it is an old value of the figure before it: "up from at least 600"."""
    start = quantity.number.start
    if not scene.has("cue.up_from"):
        return False
    hits = scene.passage.hits("cue.up_from").within(max(scene.span.start, start - 30), quantity.number.core_start)
    return any(start - hit.end <= _GIVEN_GAP for hit in hits)
