"""Tries a phrase of a watch as the readers will: one that the phrase language cannot take is told at load."""

_BRACES = {"{": 1, "}": -1}


def fault_of(phrase: str, language: str) -> str | None:
    """Return what is wrong with a phrase, in words, or None."""
    del language
    depth = 0
    for letter in phrase:
        depth += _BRACES.get(letter, 0)
        if depth not in {0, 1}:
            return f"{phrase!r} has a brace too many"
    return f"{phrase!r} has a brace that is not closed" if depth else None
