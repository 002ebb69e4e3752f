"""`read` and `compare`: each way in, what comes out, and what bad input is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.flows.collection.newsstand import COURIER, MONDAY, SEOUL, SEOUL_FR, page
from tests.flows.console.conftest import Claimwatch

TEXT = SEOUL.format("1,000")
MORE = SEOUL.format("1,500")


def lines_of(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def article(number: int, text: str = TEXT, **more: object) -> str:
    return json.dumps({"id": number, "lang": "en", "outlet": "courier", "title": "A toll", "text": text, **more})


def test_a_text_on_standard_input_is_read_with_the_place_of_each_claim(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", "-", given=TEXT)
    assert ended.exit_code == 0
    assert ended.stdout.splitlines()[0] == "killed · North Korea · about 1,000 · South Korea NIS · Kursk"
    assert ended.stdout.splitlines()[-1] == "1 claim, 0 numbers without a place"


@pytest.mark.parametrize("name", ["page.html", "page"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_a_page_in_a_file_is_extracted_first(claimwatch: Claimwatch, tmp_path: Path, name: str, mark: bytes) -> None:
    (tmp_path / name).write_bytes(mark + page(COURIER, "toll", TEXT, "How many fell", MONDAY))
    ended = claimwatch("read", tmp_path / name, "--json")
    said = json.loads(ended.stdout)
    assert said["title"] == "How many fell"
    assert [claim["low"] for claim in said["claims"]] == [1000]


def test_a_page_on_standard_input_is_extracted_too(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", "--json", given=page(COURIER, "toll", TEXT, "How many fell", MONDAY))
    assert json.loads(ended.stdout)["title"] == "How many fell"


def test_a_text_in_another_language_is_read_in_it(claimwatch: Claimwatch, tmp_path: Path) -> None:
    path = tmp_path / "pertes.txt"
    path.write_text(SEOUL_FR.format("1 000"), "utf-8")
    (claim,) = json.loads(claimwatch("read", path, "-l", "fr", "--json").stdout)["claims"]
    assert (claim["metric"], claim["low"], claim["source"]) == ("killed", 1000, "south_korea_nis")
    assert path.read_text("utf-8")[claim["start"] : claim["end"]] == claim["quote"]


def test_many_texts_are_answered_in_order_and_each_slice_is_its_quote(claimwatch: Claimwatch) -> None:
    given = [article(number, f"{'Rain fell. ' * number}{TEXT}") for number in range(20)]
    ended = claimwatch("read", "--jsonl", given="\n".join(given))
    answers = lines_of(ended.stdout)
    assert (ended.exit_code, [answer["id"] for answer in answers]) == (0, list(range(20)))
    for line, answer in zip(given, answers, strict=True):
        record = json.loads(line)
        assert answer["claims"]
        for claim in answer["claims"]:
            assert record[claim["where"]][claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(b"{not json", "", id="no JSON"),
        pytest.param(b"[1]", "is no JSON object", id="a list"),
        pytest.param(b'{"id": 7, "text": "x"}', "the field 'lang' is missing", id="no language"),
        pytest.param(b'{"id": 7, "lang": "en"}', "the field 'text' is missing", id="no text"),
        pytest.param(b'{"id": 7, "lang": "en", "text": 3}', "the field 'text' must be a string", id="text is a number"),
        pytest.param(b'{"id": 7, "lang": "en", "text": null}', "the field 'text' must be a string", id="text is null"),
        pytest.param(b'{"id": 7, "lang": "tlh", "text": "x"}', "tlh", id="a language nobody reads"),
        pytest.param(b'{"id": 7, "lang": "../en", "text": "x"}', "../en", id="a language that is a path"),
        pytest.param(b'{"id": 7, "lang": "en", "text": "x", "published": "soon"}', "soon", id="a date that is none"),
        pytest.param(
            b'{"id": 7, "lang": "en", "text": "x", "published": 2025}',
            "the field 'published' must be a string",
            id="a date that is a number",
        ),
        pytest.param(b'{"id": 7, "lang": "en", "text": "\xff"}', "utf-8", id="not UTF-8"),
        pytest.param(b'{"id": 7, "a": ' + b"[" * 100_000, "nested too deeply", id="nested without end"),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_with_its_error_and_the_rest_goes_on(
    claimwatch: Claimwatch, line: bytes, said: str
) -> None:
    good = article(1).encode()
    ended = claimwatch("read", "--jsonl", given=b"\n".join((good, line, b"", good)))
    answers = lines_of(ended.stdout)
    assert ended.exit_code == 3
    assert [bool(answer["claims"]) for answer in answers] == [True, False, True]
    assert said in answers[1]["error"]
    assert "line 2: " in ended.stderr


def test_half_a_surrogate_pair_in_a_text_does_not_end_the_reading(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", "--jsonl", given=article(1, f"\ud800 {TEXT}") + "\n" + article(2) + "\n")
    assert [answer["id"] for answer in lines_of(ended.stdout)] == [1, 2]
    odd = claimwatch("read", "--jsonl", given='{"id": "\\ud800", "lang": "en", "text": "Rain."}')
    assert (odd.exit_code, json.loads(odd.stdout)["id"]) == (0, "\ud800")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["read", "no-such-file"], 2, "no-such-file: there is no such file.", id="no file"),
        pytest.param(["read", "."], 2, ".: there is no such file.", id="a folder"),
        pytest.param(["read", "-l", "tlh"], 2, "no lexicon of this language", id="no lexicon"),
        pytest.param(["read", "-w", "atlantis"], 2, "atlantis: is neither a folder nor a shipped watch", id="no watch"),
        pytest.param(["read", "--jsonl", "no-such-file"], 2, "there is no such file", id="no file of lines"),
        pytest.param(["compare", "one"], 2, "compare needs two texts", id="one text"),
        pytest.param(["compare", "one", "two"], 2, "one: there is no such file", id="no such texts"),
        pytest.param(["nonsense"], 2, "No such command", id="no command"),
    ],
)
def test_bad_arguments_are_told_what_is_wrong(
    claimwatch: Claimwatch, arguments: list[str], code: int, said: str
) -> None:
    ended = claimwatch(*arguments, given="Rain.")
    assert ended.exit_code == code
    assert said in ended.stderr


@pytest.mark.usefixtures("no_network")
def test_a_page_that_cannot_be_fetched_is_a_failure_with_its_reason(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", "https://courier.example/toll")
    assert ended.exit_code == 1
    assert "https://courier.example/toll could not be fetched: the name courier.example is not known" in ended.stderr


def test_a_page_without_an_article_is_a_failure(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", given="<html><body></body></html>")
    assert ended.exit_code == 1
    assert "the page holds no article" in ended.stderr


def test_control_characters_of_a_text_do_not_reach_the_terminal(claimwatch: Claimwatch) -> None:
    ended = claimwatch("read", given=TEXT.replace("North Korean soldiers", "North Korean\x1b[31m soldiers"))
    assert "\x1b" not in ended.stdout


def test_two_files_are_compared(claimwatch: Claimwatch, tmp_path: Path) -> None:
    (tmp_path / "old").write_text(TEXT)
    (tmp_path / "new").write_text(MORE)
    ended = claimwatch("compare", tmp_path / "old", tmp_path / "new")
    assert ended.exit_code == 0
    assert ended.stdout.splitlines()[0] == "raised killed (alert)"
    assert ended.stdout.splitlines()[-1] == "1 change"
    (change,) = json.loads(claimwatch("compare", tmp_path / "old", tmp_path / "new", "--json").stdout)
    assert (change["change"], change["before"]["low"], change["after"]["low"]) == ("raised", 1000, 1500)


@pytest.mark.parametrize("as_records", [True, False], ids=["records", "texts"])
def test_pairs_of_lines_are_compared(claimwatch: Claimwatch, as_records: bool) -> None:
    def side(text: str) -> object:
        return {"title": "A toll", "text": text} if as_records else text

    given = [
        {"id": "edit", "lang": "en", "before": side(TEXT), "after": side(MORE)},
        {"id": "same", "lang": "en", "before": side(TEXT), "after": side(TEXT.replace("said that", "told reporters"))},
        {"id": "bad", "lang": "en", "before": side(TEXT)},
        {"id": "fr", "lang": "en", "lang_after": "fr", "before": side(TEXT), "after": side(SEOUL_FR.format("1 000"))},
    ]
    ended = claimwatch("compare", "--jsonl", given="\n".join(json.dumps(one) for one in given))
    answers = lines_of(ended.stdout)
    assert ended.exit_code == 3
    assert [answer["id"] for answer in answers] == ["edit", "same", "bad", "fr"]
    assert [[change["change"] for change in answer["changes"]] for answer in answers] == [["raised"], [], [], []]
    assert answers[0]["changes"][0]["alert"] is True
    assert "error" in answers[2]


@pytest.mark.parametrize(
    ("text", "relation"), [(MORE, "differ"), (SEOUL.format("1,010"), "agree"), ("It rained.", "not_comparable")]
)
def test_two_articles_are_related_in_one_metric(claimwatch: Claimwatch, text: str, relation: str) -> None:
    one = {"lang": "en", "outlet": "courier", "published": "2025-01-27", "text": TEXT}
    other = {"lang": "en", "outlet": "ledger", "published": "2025-01-27T09:00:00Z", "text": text}
    given = json.dumps({"id": 1, "a": one, "b": other, "metric": "killed"})
    (answer,) = lines_of(claimwatch("compare", "--jsonl", given=given).stdout)
    assert (answer["relation"], bool(answer["why"])) == (relation, True)
