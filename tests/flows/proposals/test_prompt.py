"""The question is plain UTF-8 of bounded length; an answer is taken only in the form that was asked for."""

import json
from pathlib import Path

import pytest

from extractors.grounding import METRICS, Proposal
from extractors.values import Kind
from flows.proposals.cache import Cache
from flows.proposals.prompt import LONGEST_TEXT, content_of, parsed, question
from tests.builders import article
from tests.flows.proposals.stub import Item, item, said

GOOD = item("300 men", "300")


def test_a_long_text_is_cut_and_lone_halves_of_letters_are_replaced() -> None:
    told = json.loads(question(article("\ud800" + "ж" * 200_000, 'A "title"'), "small"))
    shown = json.loads(told["messages"][1]["content"])
    assert shown["text"] == "?" + "ж" * (LONGEST_TEXT - 1)
    assert shown["title"] == 'A "title"'


def test_the_same_article_is_the_same_question_to_the_byte() -> None:
    assert question(article("text"), "small") == question(article("text"), "small")


def test_the_schema_names_exactly_what_grounding_takes() -> None:
    told = json.loads(question(article("text"), "small"))
    schema = told["response_format"]["json_schema"]["schema"]["properties"]["proposals"]["items"]
    assert schema["properties"]["metric"]["enum"] == [*METRICS[Kind.FIGURE], *METRICS[Kind.STATUS]]
    assert schema["required"] == sorted(schema["properties"])
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(item("300 men", "300", kind="gossip"), id="kind"),
        pytest.param(item("300 men", "300", kind="status"), id="figure's name for a status"),
        pytest.param(item("300 men", "300", confidence=1), id="a key too many"),
        pytest.param({"quote": "300 men", "metric": "killed", "kind": "figure"}, id="a key too few"),
        pytest.param(item("300 men", None), id="null"),  # type: ignore[arg-type]
        pytest.param("300 men", id="text"),
        pytest.param(None, id="nothing"),
    ],
)
def test_one_proposal_in_another_form_is_counted_and_the_others_are_taken(wrong: Item) -> None:
    told = parsed(json.dumps({"proposals": [wrong, GOOD]}))
    assert told is not None
    assert told.proposals == (Proposal(kind=Kind.FIGURE, metric="killed", quote="300 men", number_text="300"),)
    assert told.count_wrong == 1


def test_a_number_of_more_digits_than_python_reads_is_no_answer() -> None:
    assert content_of(b'{"choices": ' + b"1" * 100_000 + b"}") is None


def test_the_first_choice_is_what_the_model_wrote() -> None:
    assert content_of(said("words").body) == "words"


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"content": 1}', b"[]", b"\xff"])
def test_a_spoilt_file_of_the_cache_is_as_good_as_none(spoilt: bytes, tmp_path: Path) -> None:
    told, cache = article("text"), Cache(tmp_path, "small")
    cache.put(told, "words")
    assert cache.get(told) == "words"
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(spoilt)
    assert cache.get(told) is None


@pytest.mark.parametrize("more", [{"text": "other"}, {"title": "other"}, {"language": "fr"}])
def test_another_text_is_another_reply(more: dict[str, str], tmp_path: Path) -> None:
    cache = Cache(tmp_path, "small")
    cache.put(article("text"), "words")
    assert cache.get(article(**({"text": "text"} | more))) is None
    assert Cache(cache.folder, "large").get(article("text")) is None
