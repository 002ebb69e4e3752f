from pathlib import Path

import pytest

from flows.coverage.outlets import read_outlet_file
from flows.coverage.tables import PressError
from tests.flows.coverage.conftest import outlet_text, write


def test_what_content_type_claims_is_the_charset_unless_said_otherwise(tmp_path: Path) -> None:
    write(tmp_path, {"en-trial/outlet.toml": outlet_text(traits='charset = "koi8-r"')})
    assert read_outlet_file(tmp_path / "en-trial" / "outlet.toml").header_charset == "koi8-r"


def test_content_type_may_say_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"en-trial/outlet.toml": outlet_text(traits='header_charset = ""')})
    assert read_outlet_file(tmp_path / "en-trial" / "outlet.toml").header_charset == ""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param('feed = "rss"', 'feed = "json"', "feed", id="feed-kind"),
        pytest.param('structure = "article"', 'structure = "articel"', "structure", id="structure"),
        pytest.param('id = "en-trial"', 'id = "en-other"', "id", id="id-is-not-the-folder"),
        pytest.param("en-trial.example", "en-trial.com", "host", id="a-real-host"),
        pytest.param("[words]", 'charset = "utf-9"\n[words]', "charset", id="charset"),
        pytest.param("[words]", "feed_fails_at = 2025-01-01T00:00:00\n[words]", "feed_fails_at", id="no-zone"),
        pytest.param('"Buy a hat", ', "", "words.ads", id="too-few-ads"),
        pytest.param("By {name}", "By us", "words.by", id="by-without-name"),
        pytest.param("[words]", "[words]\nhello = 1", "words.hello", id="unknown-word"),
        pytest.param("[words]", '[words]\nmonths = ["May"]', "words.months", id="months"),
    ],
)
def test_a_fault_names_the_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = outlet_text()
    assert old in text
    write(tmp_path, {"en-trial/outlet.toml": text.replace(old, new)})
    with pytest.raises(PressError) as caught:
        read_outlet_file(tmp_path / "en-trial" / "outlet.toml")
    assert caught.value.key == key
