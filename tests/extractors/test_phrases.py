"""The phrase language: what each sign matches, and what is refused."""

import pytest

from extractors.errors import PhraseError
from extractors.phrases import Folded, Searcher, compile_phrases, compile_table, unfold


def _found(phrases: list[str], text: str, language: str = "en", *, numbers: bool = False) -> list[str]:
    matcher = compile_phrases(phrases, language, numbers=numbers)
    return [text[hit.start : hit.end] for hit in matcher.finditer(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("said", "He SAID so", ["SAID"], id="any-case"),
        pytest.param("said", "unsaid, saids", [], id="whole-words-only"),
        pytest.param("NIS", "the NIS and nis", ["NIS"], id="capitals-match-capitals"),
        pytest.param("US officials", "us officials; US Officials", ["US Officials"], id="mixed-case"),
        pytest.param("withdraw*", "withdrawn, Withdrawal", ["withdrawn", "Withdrawal"], id="star"),
        pytest.param("un*ed", "unseated and unrest", ["unseated"], id="star-inside"),
        pytest.param("a * soldier", "a brave soldier, a soldier", ["a brave soldier"], id="one-word"),
        pytest.param("soldier{|s}", "soldier soldiers soldiery", ["soldier", "soldiers"], id="empty"),
        pytest.param("{in|on} kursk", "in Kursk, at Kursk", ["in Kursk"], id="choice-in-front"),
        pytest.param("{in|on} {the |}line", "on the line", ["on the line"], id="choice-with-space"),
        pytest.param("neither ... nor", "neither one nor two", ["neither one nor"], id="gap"),
        pytest.param("will ... {soon|late*}", "it will go later", ["will go later"], id="gap-before-choices"),
        pytest.param("will ... {soon|late*}", "it will go now", [], id="gap-without-any-of-its-choices"),
        pytest.param("will ... {|it} soon", "it will go soon", ["will go soon"], id="gap-before-nothing-or-a-word"),
        pytest.param("neither ... nor", "neither. And nor", [], id="gap-stays-in-its-sentence"),
        pytest.param("no comment", "no\u00a0 comment", ["no\u00a0 comment"], id="any-white-space"),
        pytest.param("ennemi", "l'ennemi", ["ennemi"], id="after-an-apostrophe"),
        pytest.param("U.S. troops", "the U.S. troops", ["U.S. troops"], id="full-stops"),
        pytest.param("%", "40%", ["%"], id="sign"),
    ],
)
def test_a_phrase_matches_what_its_signs_say(phrase: str, text: str, found: list[str]) -> None:
    assert _found([phrase], text) == found


@pytest.mark.parametrize(
    ("phrase", "language", "text", "found"),
    [
        pytest.param("BBC", "ko", "BBC에 말했다", ["BBC"], id="latin-beside-hangul"),
        pytest.param("북한군", "ko", "북한 군", [], id="no-space-where-none-is-written"),
        pytest.param("북한 군", "ko", "북한군", ["북한군"], id="a-space-may-be-missing"),
        pytest.param("<약", "ko", "조약 약 300", ["약"], id="edge-of-a-word"),
        pytest.param("사망*", "ko", "사망했다고", ["사망했다고"], id="star-over-hangul"),
        pytest.param("撤退*", "ja", "撤退したとみられる", ["撤退したとみられる"], id="star-over-kana"),
        pytest.param("朝鲜", "zh", "援俄朝鲜军队", ["朝鲜"], id="han-has-no-edges"),
        pytest.param("росі*", "uk", "Росія і проросійські", ["Росія"], id="cyrillic-has-edges"),
    ],
)
def test_scripts_have_their_own_edges(phrase: str, language: str, text: str, found: list[str]) -> None:
    assert _found([phrase], text, language) == found


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("N km", "over 1,000 km away", ["1,000 km"], id="grouped-digits"),
        pytest.param("N{st|th}", "the 11th corps", ["11th"], id="beside-letters-in-braces"),
        pytest.param("N月", "2024年10月", ["10月"], id="beside-han"),
        pytest.param("N-year-old", "a 26-year-old", ["26-year-old"], id="beside-a-dash"),
        pytest.param("May N", "On may 12", ["may 12"], id="any-case-with-a-number"),
    ],
)
def test_n_is_a_number_in_digits(phrase: str, text: str, found: list[str]) -> None:
    assert _found([phrase], text, numbers=True) == found


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" said", "spaces around", id="space-in-front"),
        pytest.param("a{b|c", "braces", id="open-brace"),
        pytest.param("{a|{b|c}}", "braces", id="nested-braces"),
        pytest.param("a|b", "braces", id="bar-without-braces"),
        pytest.param("said+", "no meaning", id="regular-expression"),
        pytest.param("N km", "not allowed here", id="number-where-none-may-be"),
        pytest.param("* ...", "no letters", id="no-letters"),
    ],
)
def test_a_phrase_that_is_not_well_formed_is_refused(phrase: str, why: str) -> None:
    with pytest.raises(PhraseError, match=why) as caught:
        compile_phrases([phrase], "en")
    assert caught.value.phrase == phrase


def test_the_longer_of_two_phrases_wins() -> None:
    table = compile_table({"short": ["lost"], "long": ["lost their lives"]}, "en")
    assert [hit.label for hit in table.finditer("they lost their lives and lost ground")] == [
        "long",
        "short",
    ]


@pytest.mark.parametrize("phrases", [["wounded{|s}", "wounded"], ["wounded", "wounded{|s}"]], ids=["choice", "plain"])
def test_of_two_phrases_as_long_the_one_listed_first_wins(phrases: list[str]) -> None:
    table = compile_table({"first": [phrases[0]], "second": [phrases[1]]}, "en")
    assert [hit.label for hit in table.finditer("the wounded")] == ["first"]


def test_hits_keep_the_offsets_of_a_text_whose_lower_case_is_longer() -> None:
    text = "İİİ SOLDIERS"
    assert len(Folded(text)) == len(Folded(text).low)
    assert _found(["soldiers"], text) == ["SOLDIERS"]


def test_an_empty_list_matches_nothing() -> None:
    assert compile_phrases([], "en").search("anything") is None


def test_unfold_gives_each_choice_once() -> None:
    assert unfold("{a|b} c{|s}") == ("a c", "a cs", "b c", "b cs")


def test_number_words_match_inside_a_word_without_edges() -> None:
    table = compile_table({"unit": ["zwölf"], "scale": ["tausend"]}, "de", edges=False)
    assert [hit.label for hit in table.finditer("zwölftausend")] == ["unit", "scale"]


def test_a_page_of_digits_takes_linear_time() -> None:
    matcher = compile_phrases(["N {km|miles}"], "en", numbers=True)
    assert matcher.search("1 " * 50_000) is None


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        pytest.param(["appears", "appears to"], "it appears to be", ["appears to"], id="a-longer-phrase"),
        pytest.param(["kill*", "killed"], "killed", ["killed"], id="a-star-as-long"),
        pytest.param(["<no", "no comment"], "no comment", ["no comment"], id="with-an-edge-and-without"),
        pytest.param(["NIS", "nis agency"], "NIS agency", ["NIS agency"], id="capitals-and-small"),
        pytest.param(["N km", "N km away"], "1,000 km away", ["1,000 km away"], id="behind-a-number"),
        pytest.param(["N. km", "N km"], "about 5. 10 km", ["10 km"], id="a-number-that-begins-earlier-does-not-fit"),
        pytest.param(["a {|very }long war", "a long war"], "a long war", ["a long war"], id="an-empty-choice"),
        pytest.param(["b c", "a b"], "a b c", ["a b"], id="the-first-wins-where-two-overlap"),
        pytest.param(["soldier{|s}"], "soldiers, soldiery, soldier", ["soldiers", "soldier"], id="a-shorter-choice"),
    ],
)
def test_of_several_phrases_the_first_and_then_the_longest_wins(
    phrases: list[str], text: str, found: list[str]
) -> None:
    assert _found(phrases, text, numbers=True) == found


@pytest.mark.parametrize(
    ("phrase", "language", "text", "found"),
    [
        pytest.param("{撤退|撤収}*", "ja", "撤退したとみられる", ["撤退したとみられる"], id="kana-behind-han"),
        pytest.param("{撤退|撤収}*", "ja", "撤収", ["撤収"], id="also-none"),
        pytest.param("{撤退|撤収}*", "ja", "撤収部隊", ["撤収"], id="no-han"),
        pytest.param("not {deploy|send}*", "en", "not deployed", ["not deployed"], id="letters"),
    ],
)
def test_a_star_behind_a_brace_runs_over_what_the_choice_ends_with(
    phrase: str, language: str, text: str, found: list[str]
) -> None:
    assert _found([phrase], text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("no  comment", id="two-spaces"),
        pytest.param("no\n comment", id="line-break-and-space"),
        pytest.param("no\tcomment", id="tab"),
        pytest.param("no     comment", id="five"),
    ],
)
def test_any_white_space_between_words_keeps_the_offsets(text: str) -> None:
    hit = compile_phrases(["no comment"], "en").search(f"a  b {text}!")
    assert hit is not None
    assert f"a  b {text}!"[hit.start : hit.end] == text


def test_no_phrase_goes_on_behind_an_empty_line() -> None:
    assert _found(["no comment"], "no\n\ncomment") == []


def test_matchers_walk_together_as_they_do_alone() -> None:
    tables = {"a": ["killed", "no ... yet"], "b": ["killed or wounded", "N men", "*ded"], "c": ["NIS", "%"]}
    matchers = {name: compile_phrases(phrases, "en", numbers=True) for name, phrases in tables.items()}
    text = "No one yet:  killed or wounded 3,000 men, 40% wounded, NIS says, nis"
    together = Searcher(matchers).search(text)
    assert together == {name: list(matcher.finditer(text)) for name, matcher in matchers.items()}
    assert [len(hits) for hits in together.values()] == [2, 3, 2]


def test_matchers_with_and_without_edges_do_not_walk_together() -> None:
    matchers = {str(edges): compile_table({"": ["ein"]}, "de", edges=edges) for edges in (True, False)}
    with pytest.raises(ValueError, match="search them apart"):
        Searcher(matchers)


def test_a_text_of_more_words_than_are_remembered_is_searched_to_its_end() -> None:
    words = " ".join(f"{number:06d}"[::-1] for number in range(25_000))
    matcher = compile_phrases(["killed"], "en")
    assert [hit.start for hit in matcher.finditer(f"killed {words} killed")] == [0, len(words) + 8]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        pytest.param("held in * {hands|custody}", f"held in {'x' * 31} custody", id="longest-word"),
        pytest.param("troops ... {pulled|taken} back", f"troops {'x' * 58} taken back", id="longest-gap"),
        pytest.param("of the {|modern |* }war* {|* }lost", "of the drone warfare quite lost", id="choices-with-stars"),
        pytest.param(
            f"so {{{'|'.join(f'{c}{d}' for c in 'abcdef' for d in 'ghijkl')}}} far", "so fl far", id="many-choices"
        ),
        pytest.param("the {|very }{North|South} UN", "the very South UN", id="capitals-behind-choices"),
        pytest.param("no ... N {men|guns}", "no more than 12,000 guns", id="number-behind-a-gap"),
    ],
)
def test_what_may_follow_is_sifted_and_never_lost(phrase: str, text: str) -> None:
    matcher = compile_phrases([phrase], "en", numbers=True)
    assert [text[h.start : h.end] for h in matcher.finditer(text)] == [text]
    assert matcher.search(text[:-1]) is None


def test_a_gap_of_a_dense_script_goes_on_with_any_of_many_words() -> None:
    phrase = "没有...{撤离|撤退|撤军|撤出|撤走|后撤|退出|退却|离开|返回}的迹象"
    assert _found([phrase], "没有看到部队离开的迹象", "zh") == ["没有看到部队离开的迹象"]
    assert _found([phrase], "没有看到部队增加的迹象", "zh") == []
