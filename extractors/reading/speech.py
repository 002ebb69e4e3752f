"""A voice: who says what a sentence says, and through whom; the marks around what is said."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.reading.scenes import Scene


class Voice(NamedTuple):
    """Who says what a sentence says. `how`: said, cited, carried (from before), silent, or outlet (nobody is named).

    `origin`: who told it, where it names somebody ("Zelensky, citing Syrskyi": Syrskyi). `refers`: the outlet that
    quotes it was named in the sentence before. `denies`: it is named for a denial.
    `claims_back`: what the sentences before told without a source is its word. `quote_start`: where its quote began.

    A tuple, as it is carried from sentence to sentence and changed (`_replace`) on its way.
    """

    origin: str | None = None
    source: str | None = None
    text: str | None = None
    via: str | None = None
    start: int = 0
    end: int = 0
    estimated: bool = False
    how: str = "outlet"
    refers: bool = False
    denies: bool = False
    claims_back: bool = False
    quote_start: int | None = None

    def again(self, at: int, how: str, *, estimated: bool = False) -> "Voice":
        """Return the same one as who still speaks at a place of a later sentence."""
        origin, source, text, via, _, _, _, _, refers, denies, _, quote_start = self
        return Voice(origin, source, text, via, at, at, estimated, how, refers, denies, False, quote_start)


OUTLET = Voice()


class Heard(NamedTuple):
    """A sentence, whom the rules hear in it, and whether a quotation is open at its end."""

    scene: Scene
    voices: Sequence[Voice]
    is_open: bool


def quote_marks(text: str) -> tuple[str, str]:
    """Return the marks that open and that close a quotation as a text writes them: “…”, „…“, «…», »…«."""
    opening, closing = ("„「『", "“”」』") if "„" in text else ("“「『", "”」』")
    left, right = text.find("«"), text.find("»")
    reversed_ = 0 <= right < left or (left < 0 <= right)
    return (opening + "»", closing + "«") if reversed_ else (opening + "«", closing + "»")


def quotings(text: str, marks: tuple[str, str]) -> list[tuple[int, int]]:
    """Return where the marks of a text open a quotation (1), and where they close one (-1), in its order."""
    found = []
    for step, signs in zip((1, -1), marks, strict=True):
        for mark in signs:
            at = text.find(mark)
            while at >= 0:
                found.append((at, step))
                at = text.find(mark, at + 1)
    return sorted(found)


def is_in_a_quotation(scene: Scene) -> bool:
    """Return whether a quotation that began in this paragraph is still open where a sentence begins."""
    plain, start = scene.passage.plain, scene.span.start
    return plain.count('"', plain.rfind("\n", 0, start) + 1, start) % 2 == 1
