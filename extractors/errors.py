"""What can go wrong in this room, each error with its key.

ExtractError
├── PhraseError     a phrase that the phrase language does not know
└── LexiconError    a lexicon that cannot be used: names file and key

A page or a sentence that cannot be read is no error but an `Issue`.
"""


class ExtractError(Exception):
    """Base of every error that this room raises on purpose."""


class PhraseError(ExtractError):
    """A phrase is not well formed. Message: the phrase, and what to write instead."""

    def __init__(self, phrase: str, message: str) -> None:
        """Keep the phrase, so that whoever owns the file can add its name."""
        self.phrase = phrase
        super().__init__(f"phrase {phrase!r}: {message}")


class LexiconError(ExtractError):
    """A lexicon is not usable. Message: file, key, what is wrong and what would be right."""

    def __init__(self, file: str, key: str, message: str) -> None:
        """Keep file and key, so that a console can point at them."""
        self.file = file
        self.key = key
        super().__init__(f"{file}: {key}: {message}")
