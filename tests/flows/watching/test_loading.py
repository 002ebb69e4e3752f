"""A watch loads whole or not at all, and what is wrong with it is named with its file and key."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.values import ChangeKind, Rank
from flows.errors import ConfigError
from flows.keepers import Keeper
from flows.watching.loading import ChannelKind, Threshold, load_watch, shipped_watches

FLOOD = Path(__file__).parents[2] / "watches" / "river-flood"
DOCS = Path(__file__).parents[3] / "docs"
SHIPPED = "north-korea-in-russia"
NINE = {"en", "fr", "de", "es", "ko", "uk", "ru", "zh", "ja"}

# The source ids in use in the labelled sample; attribution is scored against these.
IDS_IN_USE = (
    "budanov",
    "china_mfa",
    "deepstate",
    "former_british_commander",
    "gerasimov",
    "intelligence_source",
    "isw",
    "kcna",
    "kctv",
    "kim_jong_un",
    "krasnaya_zvezda",
    "kremlin",
    "kursk_governor",
    "nato",
    "north_korea_embassy",
    "north_korea_government",
    "north_korea_un_mission",
    "pentagon",
    "podolyak",
    "putin",
    "russia_mfa",
    "russia_mod",
    "russia_un_mission",
    "russian_government",
    "russian_milbloggers",
    "russian_mp",
    "russian_state_media",
    "shoigu",
    "south_korea_government",
    "south_korea_jcs",
    "south_korea_military",
    "south_korea_mod",
    "south_korea_nis",
    "south_korean_officials",
    "syrskyi",
    "uk_mod",
    "ukraine_general_staff",
    "ukraine_government",
    "ukraine_gur",
    "ukraine_nsdc",
    "ukrainian_officials",
    "ukrainian_special_forces",
    "us_officials",
    "us_state_department",
    "western_officials",
    "white_house",
    "zelensky",
)


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A copy of the made-up watch, to be broken."""
    return Path(shutil.copytree(FLOOD, tmp_path / "river-flood"))


def test_a_watch_loads_from_its_folder() -> None:
    watch = load_watch(str(FLOOD))
    assert (watch.id, watch.story.id, watch.story.main_actor) == ("river-flood", "river-flood", "residents")
    assert [feed.every for feed in watch.feeds] == [timedelta(minutes=15), timedelta(hours=2)]
    assert watch.pages[0].url == "https://council.example/flood-bulletin"
    newsroom = watch.delivery[1]
    assert (newsroom.id, newsroom.kind, newsroom.url) == (
        "newsroom",
        ChannelKind.WEBHOOK,
        Keeper(name="ORLA_NEWSROOM_URL"),
    )
    assert watch.expectations[0].entries_a_day == 3
    assert watch.thresholds["toll"] == Threshold(absolute=1)
    assert watch.story.sources[1].same_as == "valley_council"
    assert watch.story.sources[2].rank is Rank.PRIMARY
    assert watch.story.questions[0].alert_on[0] is ChangeKind.RAISED
    assert watch.topic["en"].none_of == ("rowing", "regatta*")
    assert "flood*" in watch.story.topic["en"]


def test_the_shipped_watch_loads_by_its_name() -> None:
    assert SHIPPED in shipped_watches()
    assert load_watch(SHIPPED).id == SHIPPED


def test_the_shipped_feeds_cover_nine_languages_and_say_where_they_were_seen() -> None:
    feeds = load_watch(SHIPPED).feeds
    assert len(feeds) >= 30
    assert {feed.language for feed in feeds} == NINE
    assert not any(feed.probed for feed in feeds)
    assert all(re.search(r", [A-Z][a-z]+ 20\d\d\b", feed.seen_at) for feed in feeds)


def test_the_shipped_story_knows_every_source_id_in_use() -> None:
    assert set(IDS_IN_USE) - {source.id for source in load_watch(SHIPPED).story.sources} == set()


@pytest.mark.parametrize("language", sorted(NINE))
def test_the_shipped_sides_and_topic_are_named_in_every_language(language: str) -> None:
    watch = load_watch(SHIPPED)
    sides = {actor.id: actor.names for actor in watch.story.actors}
    assert all(sides[side].get(language) for side in ("north_korea", "russia", "ukraine"))
    assert len(watch.topic[language].all_of) >= 2


@pytest.mark.parametrize("language", sorted(NINE))
def test_the_sources_in_use_have_a_name_in_every_language(language: str) -> None:
    sources = {source.id: source.names for source in load_watch(SHIPPED).story.sources}
    nameless = {name for name in IDS_IN_USE if not sources[name].get(language) and not sources[name].get("*")}
    assert nameless == set()


def test_sources_that_count_as_another_say_so() -> None:
    same = {source.id: source.same_as for source in load_watch(SHIPPED).story.sources}
    assert same["south_korea_government"] == same["south_korean_officials"] == "south_korea_nis"
    assert same["russian_government"] == "kremlin"


def test_a_source_is_also_called_by_its_state_and_its_offices() -> None:
    council, mayor = load_watch(str(FLOOD)).story.sources[:2]
    assert council.names["en"] == (
        "Orla Valley Council",
        "valley council",
        "council leader",
        "{Orlamouth|the valley}'s council office",
        "office {Orlamouth|the valley}'s for the river",
        "council office in Orlamouth",
        "office in Orlamouth for the river",
        "{Orlamouth|the valley}'s consulate",
    )
    assert council.names["fr"][-1] == "bureau du conseil de la vallée"
    assert mayor.names["en"] == ("mayor of Orlamouth",)


@pytest.mark.parametrize(
    ("before", "after", "threshold", "reached"),
    [
        pytest.param(1000, 1020, Threshold(relative=0.05), False, id="two per cent of five"),
        pytest.param(1000, 1050, Threshold(relative=0.05), True, id="exactly five per cent"),
        pytest.param(1000, 950, Threshold(relative=0.05), True, id="downwards"),
        pytest.param(2, 3, Threshold(absolute=5, relative=0.05), False, id="half as much, but one person"),
        pytest.param(0, 3, Threshold(absolute=1, relative=0.05), True, id="from nothing"),
        pytest.param(7, 7, Threshold(), True, id="no threshold asks for nothing"),
    ],
)
def test_a_step_must_reach_each_threshold_that_is_given(
    before: float, after: float, threshold: Threshold, *, reached: bool
) -> None:
    assert threshold.is_reached(before, after) is reached


def test_a_secret_put_in_place_of_its_variable_is_not_repeated(flood: Path) -> None:
    path = flood / "delivery.toml"
    secret = "https://hooks.example/T0/very-secret"
    path.write_text(path.read_text("utf-8").replace("ORLA_NEWSROOM_URL", secret), "utf-8")
    with pytest.raises(ConfigError, match="must be the name of an environment variable") as caught:
        load_watch(str(flood))
    assert secret not in str(caught.value)


def test_a_channel_for_people_may_name_where_the_pages_are_served(flood: Path) -> None:
    path = flood / "delivery.toml"
    text = path.read_text("utf-8").replace('kind = "console"', 'kind = "console"\npages = "http://127.0.0.1:4280/"')
    path.write_text(text, "utf-8")
    assert load_watch(str(flood)).delivery[0].pages == "http://127.0.0.1:4280"
    path.write_text(text.replace("http://127", "ftp://127"), "utf-8")
    with pytest.raises(ConfigError, match="pages"):
        load_watch(str(flood))


def test_all_problems_are_told_at_once(flood: Path) -> None:
    (flood / "questions.toml").unlink()
    (flood / "feeds.toml").write_text("[[feed]]\nid = 'a'\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_watch(str(flood))
    files = {problem.file for problem in caught.value.problems}
    assert {"river-flood/questions.toml", "river-flood/feeds.toml", "river-flood/expectations.toml"} <= files
    assert len(caught.value.problems) > 8


def test_a_file_with_a_misspelt_name_is_told(flood: Path) -> None:
    (flood / "places.toml").rename(flood / "place.toml")
    with pytest.raises(ConfigError, match=r"river-flood/place\.toml: is no file of a watch"):
        load_watch(str(flood))


def test_a_subject_may_be_a_folder_of_files(flood: Path) -> None:
    whole = load_watch(str(flood)).story.sources
    first, second = (flood / "sources.toml").read_text("utf-8").split('[[source]]\nid = "rescue_service"')
    (flood / "sources.toml").unlink()
    (flood / "sources").mkdir()
    (flood / "sources" / "council.toml").write_text(first, "utf-8")
    (flood / "sources" / "rescue.toml").write_text('[[source]]\nid = "rescue_service"' + second, "utf-8")
    assert load_watch(str(flood)).story.sources == whole


def test_a_duplicate_id_in_two_files_of_a_subject_names_both(flood: Path) -> None:
    (flood / "feeds").mkdir()
    shutil.copy(flood / "feeds.toml", flood / "feeds" / "again.toml")
    with pytest.raises(ConfigError, match=r"feeds/again\.toml: feed\[orla-post\]\.id: .*river-flood/feeds\.toml"):
        load_watch(str(flood))


def test_a_watch_may_borrow_the_story_of_another(flood: Path) -> None:
    borrower = flood.parent / "night-shift"
    borrower.mkdir()
    (borrower / "watch.toml").write_text(
        'id = "night-shift"\ntitle = "The flood, at night"\ntime_zone = "UTC"\nstory = "../river-flood"\n', "utf-8"
    )
    shutil.copy(flood / "feeds.toml", borrower)
    watch = load_watch(str(borrower))
    assert (watch.id, watch.story) == ("night-shift", load_watch(str(flood)).story)
    assert watch.topic.keys() == {"en", "fr"}
    assert watch.delivery == ()


@pytest.mark.parametrize(
    ("line", "file", "words"),
    [
        pytest.param('story = "nowhere"', None, "neither a folder nor a shipped watch", id="nobody lends"),
        pytest.param('story = "../river-flood"', "places.toml", "would never be read", id="two stories"),
        pytest.param('story = "../river-flood"\nmain_actor = "rescuers"', None, "main_actor", id="two main actors"),
    ],
)
def test_a_borrowed_story_is_borrowed_whole(flood: Path, line: str, file: str | None, words: str) -> None:
    borrower = flood.parent / "night-shift"
    borrower.mkdir()
    head = 'id = "night-shift"\ntitle = "Night"\ntime_zone = "UTC"\n'
    (borrower / "watch.toml").write_text(head + line + "\n", "utf-8")
    for name in ("feeds.toml", *([file] if file else ())):
        shutil.copy(flood / name, borrower)
    with pytest.raises(ConfigError, match=words):
        load_watch(str(borrower))


@pytest.mark.parametrize("name", ["no-such-watch", "../nowhere", ""])
def test_an_unknown_watch_is_answered_with_the_known_ones(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"shipped are .*north-korea-in-russia|is missing: a watch is a folder"):
        load_watch(name)


def _toml_blocks(page: str) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_the_story_that_the_docs_write_loads(tmp_path: Path) -> None:
    *files, borrower = _toml_blocks("add-a-story.md")
    written = _folder(tmp_path / "bridge-collapse", {text.split("\n")[0].removeprefix("# "): text for text in files})
    assert load_watch(str(written)).story.main_actor == "travellers"
    feeds = (written / "feeds.toml").read_text("utf-8")
    lent = load_watch(str(_folder(tmp_path / "night-desk", {"watch.toml": borrower, "feeds.toml": feeds})))
    assert lent.story == load_watch(str(written)).story


def test_the_feed_that_the_docs_write_loads(flood: Path) -> None:
    names = ("feeds.toml", "expectations.toml", "pages.toml")
    _folder(flood, dict(zip(names, _toml_blocks("add-a-feed.md"), strict=True)))
    watch = load_watch(str(flood))
    assert (watch.feeds[0].id, watch.expectations[0].feed) == ("senn-courier", "senn-courier")


def _folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, "utf-8")
    return path
