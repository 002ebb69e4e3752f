"""Reading and comparing together: what single edits in nine languages are, by metric family and kind of change."""

import pytest

from extractors.changes import between_revisions
from extractors.claims import Reader
from extractors.comparing.keys import family
from extractors.values import Change
from tests.builders import article
from tests.extractors.comparing.snippets import EDITS, Edit
from tests.extractors.stories import small_story


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(small_story())


def told(reader: Reader, edit: Edit) -> tuple[Change, ...]:
    before, after = (article(text, language=edit.language) for text in (edit.before, edit.after))
    return between_revisions(before, reader.read(before), after, reader.read(after))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edit_is_told_as_what_it_is_and_nothing_else(reader: Reader, edit: Edit) -> None:
    assert sorted((family(c.metric), str(c.change)) for c in told(reader, edit)) == sorted(edit.changes)
