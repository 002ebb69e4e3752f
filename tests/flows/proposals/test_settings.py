"""`[model]` in watch.toml: off without it, checked whole with it."""

import shutil
import tomllib
from pathlib import Path

import pytest

from flows.errors import ConfigError
from flows.proposals.settings import CALLS, REPLY_BYTES, SECONDS, ModelSettings
from flows.watching.loading import load_watch, shipped_watches

FLOOD = Path(__file__).parents[2] / "watches" / "river-flood"
WHOLE = '[model]\nurl = "https://models.example/v1/"\nmodel = "small"\n'


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A copy of the made-up watch, to be given a model."""
    return Path(shutil.copytree(FLOOD, tmp_path / "river-flood"))


def with_model(flood: Path, table: str) -> Path:
    head = flood / "watch.toml"
    head.write_text(f"{head.read_text('utf-8')}\n{table}", encoding="utf-8")
    return flood


@pytest.mark.parametrize("name", shipped_watches())
def test_a_shipped_watch_asks_no_model(name: str) -> None:
    assert load_watch(name).model is None


def test_a_model_needs_an_address_and_a_name_and_has_a_budget(flood: Path) -> None:
    model = load_watch(str(with_model(flood, WHOLE))).model
    assert model == ModelSettings(url="https://models.example/v1", model="small")
    assert (model.key_env, model.private) == (None, False)
    assert (model.calls, model.seconds, model.reply_bytes) == (CALLS, SECONDS, REPLY_BYTES)


def test_everything_that_may_be_said_of_a_model(flood: Path) -> None:
    table = (
        '[model]\nurl = "http://10.0.0.7:8080/v1"\nmodel = "small"\nprivate = true\nkey_env = "NEWSROOM_KEY"\n'
        "calls = 5\nseconds = 2.5\nreply_bytes = 1000\n"
    )
    assert load_watch(str(with_model(flood, table))).model == ModelSettings(
        url="http://10.0.0.7:8080/v1",
        model="small",
        private=True,
        key_env="NEWSROOM_KEY",
        calls=5,
        seconds=2.5,
        reply_bytes=1000,
    )


def test_a_watch_that_borrows_a_story_does_not_borrow_its_model(flood: Path) -> None:
    with_model(flood, WHOLE)
    own = flood.parent / "own"
    own.mkdir()
    shutil.copy(flood / "feeds.toml", own / "feeds.toml")
    shutil.copy(flood / "delivery.toml", own / "delivery.toml")
    head = 'id = "own"\ntitle = "Own"\ntime_zone = "UTC"\nstory = "../river-flood"\n'
    (own / "watch.toml").write_text(head, encoding="utf-8")
    assert load_watch(str(own)).model is None


@pytest.mark.parametrize(
    ("table", "key", "message"),
    [
        pytest.param(WHOLE.replace("https", "http"), "model.url", "private = true", id="key over plain http"),
        pytest.param(WHOLE.replace("/v1/", "/v1?key=1"), "model.url", "without ? and #", id="query"),
        pytest.param(WHOLE.replace("https://", "https://me:pw@"), "model.url", "is no address", id="password"),
        pytest.param('[model]\nmodel = "small"\n', "model.url", "is missing", id="no address"),
        pytest.param('[model]\nurl = "https://models.example/v1"\n', "model.model", "is missing", id="no name"),
        pytest.param(WHOLE + 'private = "yes"\n', "model.private", "true or false", id="private"),
        pytest.param(WHOLE + "calls = -1\n", "model.calls", "at least 0", id="less than nothing"),
        pytest.param(WHOLE + "calls = 1.5\n", "model.calls", "whole number", id="half a call"),
        pytest.param(WHOLE + "calls = inf\n", "model.calls", "whole number", id="calls without end"),
        pytest.param(WHOLE + "seconds = nan\n", "model.seconds", "at least 0", id="no number"),
        pytest.param(WHOLE + "temperature = 1\n", "model.temperature", "not known", id="unknown key"),
    ],
)
def test_a_wrong_model_is_told_with_its_key(table: str, key: str, message: str, flood: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load_watch(str(with_model(flood, table)))
    (problem,) = error.value.problems
    assert (problem.file, problem.key) == ("river-flood/watch.toml", key)
    assert message in problem.message


def test_a_key_put_where_its_variable_belongs_is_not_repeated(flood: Path) -> None:
    with pytest.raises(ConfigError, match="must be the name of an environment variable") as error:
        load_watch(str(with_model(flood, WHOLE + 'key_env = "sk-7f3c"\n')))
    assert "sk-7f3c" not in str(error.value)


def test_the_package_has_the_extra_that_the_docs_name() -> None:
    root = Path(__file__).parents[3]
    assert "claimwatch[llm]" in (root / "docs" / "model.md").read_text("utf-8")
    assert "llm" in tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
