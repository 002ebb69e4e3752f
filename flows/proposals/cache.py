"""Keeps what a model wrote about a text, so that a replay asks nobody and reads the same."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from extractors.values import Article
from flows.proposals.prompt import PROMPT_VERSION

FOLDER = "model-replies"


@dataclass(frozen=True, slots=True)
class Cache:
    """Replies as files in a home, one for each text, wording of the question and model."""

    folder: Path
    model: str

    def get(self, article: Article) -> str | None:
        """Return what the model wrote about the text; None where it was not asked, or the file is spoilt."""
        try:
            kept = json.loads(self._path(article).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        content = kept.get("content") if isinstance(kept, dict) else None
        return content if isinstance(content, str) else None

    def put(self, article: Article, content: str) -> None:
        """Keep what the model wrote; the file is replaced atomically.

        Raises:
            OSError: it cannot be written.
        """
        path = self._path(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        kept = {"model": self.model, "prompt": PROMPT_VERSION, "content": content}
        part.write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
        part.replace(path)

    def _path(self, article: Article) -> Path:
        told = json.dumps([article.language, article.title, article.text, PROMPT_VERSION, self.model])
        digest = hashlib.sha256(told.encode()).hexdigest()
        return self.folder / digest[:2] / f"{digest}.json"
