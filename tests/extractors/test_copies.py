"""Copies: one text in several outlets is known again when it was edited, and articles on one event are not one text."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from statistics import mean

import pytest

from extractors.copies import COPIED, LEAST, containment, copies_among, shingles
from flows.coverage.press import load_press

WIRE = (
    "SUMY - For about three weeks no foreign soldiers have been seen in this part of the border region, a spokesman "
    "for the force said on Monday. It was likely that the units had been pulled back after heavy losses, he told "
    "reporters, stressing that he was speaking of his own sector and of no other. Snow has been falling on the border "
    "since Saturday. Drone crews say that it helps them: a footprint stays visible for hours. About 4,000 of the "
    "soldiers have been killed or wounded, according to the president."
)
QUOTED = (
    "“We have not seen them for three weeks, and we believe that they were pulled back because of what they lost,” the "
    "spokesman said, adding that he spoke of his own sector and of no other."
)
ONE = (
    "The staff in the border town has nothing new to report, which is news in itself. In January the crews counted "
    f"assaults by the day. {QUOTED} Whether the men will return is a question that nobody here wants to answer. The "
    "hospital down the road has free beds for the first time since autumn, and the nurses have begun to sleep at home. "
    "A baker who stayed through the shelling has taken the boards from his window. He sells out by nine."
)
OTHER = (
    "Kyiv's commandos no longer meet Pyongyang's soldiers on their stretch of the front, according to an officer who "
    f"briefed the press in a cellar. {QUOTED} Analysts warned against reading too much into the pause. Units are often "
    "taken out of the line to be filled up again, one of them wrote, and maps show trains moving both ways. Moscow has "
    "made no comment. The ministry in Seoul, asked about the claim, pointed to its briefing of last week."
)
ADDED = (
    "Our correspondent adds: in the town itself the market was open on Monday and the queue for bread was long. The "
    "mayor, who had left in August, was back in his office, a room with plastic for windows and one chair."
)


def texts() -> Iterator[tuple[str, str, str]]:
    """The shipped coverage's texts: language, the wire text that each is a print of or else its own name, text."""
    for title in load_press().titles:
        for article in title.articles:
            text = "\n".join(article.revisions[0].paragraphs)
            yield title.outlet.language, article.syndicated or f"{title.outlet.id}/{article.slug}", text


def every_fifth_exchanged(text: str) -> str:
    """The text with a fifth of its words, taken at random, in other letters; of two signs where words touch."""
    chance = random.Random(text)
    words = re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]{1,2}|\S+?(?=[\u3040-\u30ff\u4e00-\u9fff])|\S+|\s+", text)
    return "".join(_other(word, chance) if not word.isspace() and chance.random() < 0.2 else word for word in words)


def _other(word: str, chance: random.Random) -> str:
    low, high = (0x4E00, 0x9FFF) if re.match(r"[\u3040-\u30ff\u4e00-\u9fff]", word) else (0x61, 0x7A)
    return "".join(chr(chance.randint(low, high)) for _ in word)


def test_a_text_with_a_fifth_of_its_words_exchanged_is_a_copy_in_every_language() -> None:
    kept = defaultdict(list)
    for language, _, text in texts():
        if len(shingles(text)) >= LEAST:
            kept[language].append(containment(shingles(text), shingles(every_fifth_exchanged(text))))
    assert set(kept) == {"de", "en", "es", "fr", "ja", "ko", "ru", "uk", "zh"}
    shares = [share for found in kept.values() for share in found]
    assert sum(share >= COPIED for share in shares) >= 0.98 * len(shares)
    assert all(mean(found) >= 0.42 for found in kept.values())


def test_articles_on_one_story_are_no_copies_and_the_prints_of_a_wire_text_are() -> None:
    read = [(language, name, shingles(text)) for language, name, text in texts()]
    pairs = [pair for pair in combinations(read, 2) if pair[0][0] == pair[1][0]]
    assert max(containment(one[2], other[2]) for one, other in pairs if one[1] != other[1]) < COPIED / 2
    prints = [containment(one[2], other[2]) for one, other in pairs if one[1] == other[1]]
    assert prints
    assert min(prints) >= COPIED


@pytest.mark.parametrize(
    ("one", "other", "copied"),
    [
        pytest.param(WIRE, WIRE, True, id="word for word"),
        pytest.param(WIRE, WIRE.replace("4,000", "400"), True, id="another figure"),
        pytest.param(WIRE, f"{WIRE} {ADDED} {ADDED}", True, id="within a longer article of the outlet's own"),
        pytest.param(WIRE, ONE, False, id="written apart"),
        pytest.param(ONE, OTHER, False, id="one quotation at length in both"),
        pytest.param(QUOTED, QUOTED, False, id="too short to tell"),
        pytest.param("", WIRE, False, id="empty"),
    ],
)
def test_what_is_a_copy(one: str, other: str, *, copied: bool) -> None:
    assert (containment(shingles(one), shingles(other)) >= COPIED) is copied
    assert (containment(shingles(other), shingles(one)) >= COPIED) is copied


def test_copies_among_many_are_those_of_each_pair() -> None:
    read = {number: shingles(text) for number, text in enumerate((WIRE, ONE, f"{WIRE} {ADDED}", OTHER, QUOTED))}
    some = {number: read[number] for number in (0, 1)}
    assert copies_among(some, read) == {(n, m) for n in some for m in read if containment(read[n], read[m]) >= COPIED}
    assert copies_among(some, read) == {(0, 0), (0, 2), (1, 1)}
