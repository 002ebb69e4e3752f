"""Text from outside in markdown pages."""

import pytest

from flows.markdown import markdown_text


@pytest.mark.parametrize(
    "text", ["[click](javascript:alert(1))", "<script>x</script>", "| a | b |", "# head", "**bold**", "a\n\n# new"]
)
def test_nothing_from_outside_formats_the_page(text: str) -> None:
    written = markdown_text(text)
    assert not set(written) & set("[]()<>|*\n`_")
    assert not written.startswith("# ")


def test_plain_words_stay_readable() -> None:
    assert markdown_text("11,000 soldiers 북한군") == "11,000 soldiers 북한군"
