"""Rules of the house that no linter holds: what ships is there and whole, and what is there is documented."""

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractors.lexicon import languages, load_lexicon
from flows.coverage.press import load_press
from flows.demo import PLOTS
from flows.watching.known import find_watch
from flows.watching.loading import shipped_watches

ROOT = Path(__file__).parents[1]
ROOMS = ("extractors", "warehouse", "flows")
LANGUAGES = {"de", "en", "es", "fr", "ja", "ko", "ru", "uk", "zh"}
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
MOST_LINES = 500
DOORS = {
    "feedparser": {"extractors/feeds.py"},
    "trafilatura": {"extractors/pages.py"},
    "pypdf": {"extractors/bulletins.py"},
    "aiohttp": {
        "flows/outlets/client.py",
        "flows/outlets/guard.py",
        "flows/outlets/troubles.py",
        "flows/coverage/server.py",
        "flows/destinations.py",
        "flows/pages/__main__.py",
        "flows/pages/web.py",
        "flows/proposals/client.py",
    },
}
"""Each of these is spoken to in one place, so that it can be replaced there."""
OF_SCRIPTS = {
    "extractors/reading/letters.py": "which letters a script has",
    "extractors/reading/signs.py": "numbers that Han and Hangul write sign by sign",
    "extractors/patterns.py": "which letters make words, in each script",
    "extractors/copies.py": "signs of scripts without spaces",
    "extractors/captions.py": "letters of scripts that set numbers apart",
    "extractors/bulletins.py": "letters that fonts print as one",
    "extractors/texts.py": "signs that stand for an apostrophe",
    "extractors/names.py": "names of outlets as a person reads them",
    "extractors/writing.py": "an error message with an example",
}
"""What may hold letters beyond ASCII, and why: none is a word that reading looks for."""
LONGEST_SMALL = 3  # letters: longer ones are ids as well ("said")
SIGNS = str.maketrans("", "", "ºм")  # of ordinals, and of the metre where it is written in Cyrillic
WORDS = re.compile(r"(?<![\\.\w])[A-Za-z][a-z]+\??\|[A-Za-z]{2,}|(?<![a-z])'s\b")  # "was|is", "wants?|plans?", "Kyiv's"


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_tells_type_checkers_that_it_is_typed(room: str) -> None:
    assert (files(room) / "py.typed").is_file()


@pytest.mark.parametrize("library", DOORS)
def test_a_library_with_a_door_is_imported_there_and_nowhere_else(library: str) -> None:
    users = {place(path) for path in MODULES if library in imported(path)}
    assert users - DOORS[library] == set()
    assert users


def test_every_module_says_what_it_is_for() -> None:
    silent = [place(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def literals(source: str) -> set[str]:
    """The texts of a module, without docstrings."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = {node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said}
    return {node.value for node in texts if isinstance(node.value, str)}


def is_plain(text: str) -> bool:
    return all(sign.isascii() for sign in text.translate(SIGNS) if sign.isalpha())


def is_of_a_language(text: str) -> bool:
    """Whether a text holds letters that English has not, or a choice of words, or an ending behind an apostrophe."""
    return WORDS.search(text) is not None or not is_plain(text)


def small_words(source: str) -> list[str]:
    """The lists of a module that hold two short words or more which a lexicon knows as such ("in", "on")."""
    known = {word for code in LANGUAGES for word in load_lexicon(code).alone if len(word) <= LONGEST_SMALL}
    lists = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Tuple | ast.List | ast.Set))
    held = ([one.value for one in node.elts if isinstance(one, ast.Constant)] for node in lists)
    return [str(values) for values in held if len(known.intersection(map(str, values))) > 1]


def words_of_languages(source: str) -> list[str]:
    return sorted({*filter(is_of_a_language, literals(source)), *small_words(source)})


@pytest.mark.parametrize("room", ["reading", "comparing", "second"])
def test_words_of_languages_stand_in_lexicons_and_not_in_the_code_that_reads(room: str) -> None:
    held = {
        place(path): words_of_languages(path.read_text("utf-8"))
        for path in (ROOT / "extractors" / room).rglob("*.py")
        if place(path) not in OF_SCRIPTS
    }
    assert {name: texts for name, texts in held.items() if texts} == {}


def test_no_module_that_extracts_holds_letters_beyond_ascii_but_those_of_scripts() -> None:
    modules = {place(path): path for path in MODULES if place(path).startswith("extractors/")}
    held = {
        name: [text for text in literals(path.read_text("utf-8")) if not is_plain(text)]
        for name, path in modules.items()
    }
    assert {name for name, texts in held.items() if texts} == set(OF_SCRIPTS)


@pytest.mark.parametrize(
    "line",
    [
        '_PASSIVE = ("но", "ны")',
        '_VOWELS = "аеиоу"',
        '_OF = "의"',
        '_THIS = ("同", "该")',
        r'_GOES_ON = re.compile(r"\s(?:was|is|had)\b")',
        r'_GOES_ON = re.compile(r"(?:wants?|plans?)")',
        r'_CLOCK = re.compile(r"^\d\d(?: (?:Uhr|GMT|CET))?")',
        """owned = text.startswith("'s ")""",
        '_AFTER = ("sur", "par")',
    ],
    ids=["endings", "vowels", "an-ending", "signs", "a-choice", "another", "a-clock", "an-apostrophe", "small-words"],
)
def test_a_word_of_a_language_in_code_is_found(line: str) -> None:
    assert words_of_languages(line)


def test_all_nine_languages_have_a_lexicon_and_a_topic_and_are_covered() -> None:
    assert set(languages()) >= LANGUAGES  # a language may have a lexicon before anybody watches its press
    watch = find_watch("north-korea-in-russia")
    assert set(watch.topic) == LANGUAGES
    assert {feed.language for feed in watch.feeds} == LANGUAGES
    assert {title.outlet.language for title in load_press().titles} == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_lexicon_is_whole_and_gives_examples(language: str) -> None:
    lexicon = load_lexicon(language)
    assert lexicon.code == language
    assert lexicon.examples


@pytest.mark.parametrize("name", shipped_watches())
def test_a_shipped_watch_is_whole_and_honest_about_its_feeds(name: str) -> None:
    watch = find_watch(name)
    assert watch.id == name
    are_made_up = {urlsplit(feed.url).netloc.endswith(".example") for feed in watch.feeds}
    assert are_made_up == {name in PLOTS}, "made-up outlets are those that the demo plays, and no others"
    assert len(watch.feeds) >= (3 if name in PLOTS else 30)
    assert [feed.id for feed in watch.feeds if not feed.seen_at] == []
    assert watch.delivery


def test_each_view_and_table_is_in_the_docs_with_what_a_row_is() -> None:
    said = (ROOT / "docs" / "sql.md").read_text("utf-8")
    views = {path.stem.split("_", 1)[1] for path in (ROOT / "warehouse" / "sql" / "views").glob("*.sql")}
    tables = set(
        re.findall(
            r"^create table (\w+)", (ROOT / "warehouse/sql/migrations/0001_initial.sql").read_text(), re.MULTILINE
        )
    )
    opening = dict(re.findall(r"^### (\w+) \((?:view|table)\)\n\n(One row per .*)", said, re.MULTILINE))
    assert (views | tables) - opening.keys() == set()


def test_what_is_not_python_is_inside_the_packages() -> None:
    """A wheel holds the packages and nothing beside them, so data must lie in them."""
    for room, name in (
        ("extractors", "lexicons/en.toml"),
        ("flows", "watches/north-korea-in-russia/watch.toml"),
        ("flows", "coverage/expected.toml"),
        ("warehouse", "sql/migrations/0001_initial.sql"),
    ):
        assert (files(room) / name).is_file(), f"{room}/{name}"
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(packed["packages"]) == set(ROOMS)


def test_links_between_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{place(page)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []
