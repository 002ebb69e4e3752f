"""delivery.toml and `[heartbeat]`: who keeps the secrets of what leaves the machine."""

import shutil
from pathlib import Path

import pytest

from flows.errors import ConfigError
from flows.keepers import Keeper
from flows.watching.loading import load_watch
from flows.watching.values import ChannelKind, Heartbeat, Watch

FLOOD = Path(__file__).parents[2] / "watches" / "river-flood"
HOOK = '[[channel]]\nid = "hook"\nkind = "webhook"\n'
DESK = '[[channel]]\nid = "desk"\nkind = "apprise"\n'


def loaded(tmp_path: Path, delivery: str, heartbeat: str = "") -> Watch:
    folder = Path(shutil.copytree(FLOOD, tmp_path / "river-flood"))
    (folder / "delivery.toml").write_text(delivery, "utf-8")
    with (folder / "watch.toml").open("a", encoding="utf-8") as file:
        file.write(heartbeat)
    return load_watch(str(folder))


def test_secrets_are_named_by_variable_or_block_and_the_blocks_are_listed_once(tmp_path: Path) -> None:
    hook = HOOK + 'url_env = "HOOK_URL"\nsigning_block = "hook-key"\nprivate = true\n'
    beat = '\n[heartbeat]\nurl_block = "beat-url"\n'
    watch = loaded(tmp_path, hook + DESK + 'url_block = "desk-url"\n', beat)
    first, second = watch.delivery
    assert (first.url, first.signing, first.private) == (
        Keeper(name="HOOK_URL"),
        Keeper(name="hook-key", is_block=True),
        True,
    )
    assert (second.kind, second.url) == (ChannelKind.APPRISE, Keeper(name="desk-url", is_block=True))
    assert watch.heartbeat == Heartbeat(url=Keeper(name="beat-url", is_block=True))
    assert sorted(watch.blocks) == ["beat-url", "desk-url", "hook-key"]


def test_a_watch_that_says_nothing_beats_for_nobody(tmp_path: Path) -> None:
    watch = loaded(tmp_path, '[[channel]]\nid = "console"\nkind = "console"\n')
    assert (watch.heartbeat, watch.blocks) == (None, ())
    assert [(channel.kind, channel.url) for channel in watch.delivery] == [(ChannelKind.CONSOLE, None)]


@pytest.mark.parametrize(
    ("delivery", "heartbeat", "place"),
    [
        (DESK, "", "delivery.toml: channel[desk].url_env"),
        (DESK + 'url_env = "tgram://hush"\n', "", "delivery.toml: channel[desk].url_env"),
        (DESK + 'url_block = "tgram://hush"\n', "", "delivery.toml: channel[desk].url_block"),
        (DESK + 'url_env = "A"\nsigning_env = "B"\n', "", "delivery.toml: channel[desk].signing_env"),
        (HOOK + 'url_env = "A"\nsigning_env = "whsec_hush"\n', "", "delivery.toml: channel[hook].signing_env"),
        (HOOK + 'url_env = "A"\n', '\n[heartbeat]\nurl = "https://hush.example"\n', "watch.toml: heartbeat.url"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key_and_never_by_value(
    tmp_path: Path, delivery: str, heartbeat: str, place: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, delivery, heartbeat)
    assert any(place in problem.line() for problem in caught.value.problems)
    assert "hush" not in str(caught.value)
