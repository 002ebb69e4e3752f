"""Speakers whom the story does not know: a name beside a verb of saying, or a person's office; kept as text.

Where a language writes names in capitals these show them; where it does not, an office ("教授", "교수") stands beside
the name.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.lexicon import Lexicon
from extractors.phrases import Hit
from extractors.reading.letters import CAPITALS, HAN, HAN_AND_KATAKANA
from extractors.reading.marks import Passage
from extractors.reading.scenes import Scene
from extractors.texts import Span

_AFTER = 80  # from a name with an office, or from one with an apposition, to its verb
_BEFORE = 26
_BESIDE = 3
_ARTICLE = 36  # letters between a verb and an office behind it: "an elderly", "un ancien"
_LONG_OFFICE = 44  # letters of what is told of somebody with an office: "a battalion commander near Sudzha"
_MARK = re.compile(r'[,;:."()]|\s[-–—]')
_NEXT = re.compile(r"\s(\S+)")
_OF_A_UNIT = re.compile(r'(?: [^\W\d_]{1,16}){0,4} ["\d]')
_PHRASE = re.compile(r"(?: [^,;:]{1,40})?(?:, \d\d)?(?:, [^,;:]{3,44}(?:,|(?= )))? (?:[^\W\d_]{1,6} )?")
_OPENING = 24  # letters before an office that opens its clause: "On Monday a senior "
_OFFICE = 28  # letters between an office and the name that it belongs to: "professor at Kyiv's university"
_PART = rf"[{CAPITALS}][\w'’-]{{1,25}}"
# Two to four such words; the look back comes behind the first letter, so that only capitals are tried.
_NAME = re.compile(rf"[{CAPITALS}](?:(?<=[\s'\"(].)|(?<=^.))[\w'’-]{{1,25}}(?:\.?\s{_PART}){{1,3}}")
_BEFORE_OFFICE = re.compile(rf"(?<=\s)({_PART}), (?:[^\W\d_]{{1,4}} )?\Z")
_FAR_COMMA = 7  # letters from the comma to the office there
_NAMED = re.compile(rf"\s{_PART}(?![\w'’-])")
_APPOSITION = re.compile(r"^,[^;:\"]{3,78},\s?$")
_HAN_NAME = re.compile(rf"^[{HAN}·]{{2,14}}$")
_TO_VERB = 16  # signs from somebody to his verb in Chinese: a day, where and to whom
_OPENS = re.compile(rf"(?:^|[,;。\s\n\"「」)])([{HAN}\d]{{0,12}})\Z")
_WHAT_HE_IS = re.compile(rf"[{HAN}]{{0,14}}")  # between "one" and the sign for people: "one Ukrainian officer"
_WHO_AHEAD = 13  # signs from the mark before him to "one", with the mark
_HAN_BEFORE = re.compile(rf"[{HAN_AND_KATAKANA}]{{2,20}}$")
_LONG_HAN = 21  # signs of such a name or role, and a line break
_NAME_WORDS = 5
_LONG_ROLE = 20
_ENDS_ROLE = frozenset(',、。:「」『』"() \n\t\u3000')
quotes_in = re.compile('["「『“]').search
_TO_QUOTE = 26  # from who speaks to his quotation: "は3日、本紙の取材に「"
_OWN_VERB = 12  # from a verb to the end of its sentence
_OTHERS = ("actors", "carriers", "places", "months")


class Stranger(NamedTuple):
    """Where a speaker's name stands; `known` is the id of a known speaker whose office and name these words are."""

    start: int
    end: int
    known: str | None = None
    is_new: bool = False  # whether it is nobody's known office: "one Russian officer"
    told_end: int = 0  # where the words end that tell who it is, if behind `end`


def strangers(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> list[Stranger]:
    """Return the people of a sentence who say something and whom the story does not know, in its order."""
    found = _found(scene, verbs, cites)
    return sorted(set(found), key=lambda one: (one.start, one.end)) if len(found) > 1 else found


def stranger(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> Stranger | None:
    """Return the first person of a sentence who says something and whom the story does not know."""
    found = _found(scene, verbs, cites)
    return found[0] if found else None


def _found(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit]) -> list[Stranger]:
    lexicon, offices = scene.passage.lexicon, scene.hits("reporting.title")
    if lexicon.is_dense:
        unnamed = _unnamed(scene, verbs) if verbs and not lexicon.verb_final else []
        return [*unnamed, *_beside_offices(scene, offices, verbs, cites)] if offices else unnamed
    named = _in_capitals(scene, offices, verbs, cites)
    return [*named, *_nameless(scene, offices, verbs, cites)] if offices else named


def _in_capitals(scene: Scene, offices: Sequence[Hit], verbs: Sequence[Hit], cites: Sequence[Hit]) -> list[Stranger]:
    passage = scene.passage
    found: list[Stranger] = []
    for name in _named(scene, offices):
        start, end = _without_article(name, scene)
        if start >= end or _touches(cites, start, end):
            continue  # "Vorläufigen Angaben zufolge"
        titled = _is_titled(start, end, offices)
        if not titled and passage.has("person", start, end):
            continue
        if any(
            _touches(passage.hits(section).within(start - _BEFORE, end + _BEFORE), start, end) for section in _OTHERS
        ):
            continue
        if any(0 <= start - h.end <= _BESIDE for h in passage.hits("reporting.told").within(start - _BEFORE, start)):
            continue  # "told the agency Korea Wire"
        if _says(scene, Span(start, end), verbs, cites, titled=titled):
            known = [h for h in passage.hits("sources").within(start, end) if h.end == end]
            found.append(Stranger(start, end, known[0].label if known else None))
    return found


def _is_titled(start: int, end: int, offices: Sequence[Hit]) -> bool:
    return bool(offices) and any(0 <= start - t.end <= _OFFICE or start <= t.start < end for t in offices)


def _nameless(scene: Scene, offices: Sequence[Hit], verbs: Sequence[Hit], cites: Sequence[Hit]) -> Iterator[Stranger]:
    """Somebody with an office and no name beside a verb: "sniffed an officer of ...", "according to a commander"."""
    passage = scene.passage
    for office in offices:
        if _is_known(office, scene) or _NAMED.match(passage.plain, office.end) is not None:
            continue
        before = _opens_its_clause(office, scene) and any(
            0 < v.start - office.end <= 2 * _LONG_OFFICE and _is_of_an_office(Span(office.end, v.start), scene)
            for v in verbs
        )
        spoken = [v for v in verbs if not _touches(cites, v.start, v.end)] if cites else verbs
        said, cited = _is_behind(spoken, office, passage), _is_behind(cites, office, passage)
        known = _is_anaphoric(office, passage)
        cited = cited and (bool(passage.lexicon.articles) or _is_numbered(office, passage))
        if ((before or cited) and not known) or (said and not (known and not _is_told_at_length(office, passage))):
            told_end = office.end if cited else _end_of_phrase(office, verbs, scene)
            yield Stranger(office.start, office.end, told_end=told_end)


def _is_behind(words: Sequence[Hit], office: Hit, passage: Passage) -> bool:
    """Whether an office stands right behind one of some words, or only an article does between."""
    for word in words:
        if 0 <= office.start - word.end <= _ARTICLE and _is_beside(Span(word.end, office.start), passage):
            return True
    return False


def _opens_its_clause(office: Hit, scene: Scene) -> bool:
    """Whether little stands between a mark and an office: then it may be who says what follows."""
    before = _MARK.split(scene.passage.plain[scene.span.start : office.start])[-1]
    return len(before) <= _OPENING


def _is_known(office: Hit, scene: Scene) -> bool:
    """Whether an office is a known speaker's, or stands behind a number that counts it."""
    passage = scene.passage
    before = passage.plain[max(scene.span.start, office.start - _ARTICLE // 3) : office.start]
    start = max(scene.span.start, office.start - _BESIDE * 4)  # a name that ends the sentence before is nobody's office
    near = passage.hits("actors").within(max(scene.span.start, office.start - _ARTICLE // 2), office.start)
    main = passage.cast.story.main_actor
    counted = any(map(str.isdigit, before)) or any(h.label == main and office.start - h.end <= 1 for h in near)
    return counted or passage.has("sources", start, office.end)


def _is_anaphoric(office: Hit, passage: Passage) -> bool:
    """Whether an office is a word for whoever spoke last: "the officer", "сказал депутат."."""
    near = passage.hits("reporting.pronoun").within(office.start - _BESIDE * 4, office.end + _LONG_OFFICE)
    return any(word.start < office.end for word in near)


def _is_told_at_length(office: Hit, passage: Passage) -> bool:
    """Whether somebody is new where no article shows it: "сказал боец 95-й бригады"."""
    word = _NEXT.match(passage.plain, office.end)
    if word is None or passage.lexicon.articles:
        return False
    return _is_numbered(office, passage) or word.group(1).rstrip(',.;:"').endswith(passage.lexicon.endings["genitive"])


def _is_numbered(office: Hit, passage: Passage) -> bool:
    """Whether a number or a name in quotation marks says of what somebody is ("командир взвода 95-й бригады")."""
    match = _OF_A_UNIT.match(passage.plain, office.end)
    return match is not None and not passage.has("reporting.told", office.end, match.end())


def _is_beside(gap: Span, passage: Passage) -> bool:
    text = passage.plain[gap.start : gap.end]
    if any(word in passage.lexicon.that for word in text.lower().split()):
        return False  # "believes that commanders had ordered ..."
    for outlet in passage.hits("carriers").within(*gap):  # "raconte à l'AFP un sergent"
        text = passage.plain[outlet.end : gap.end]
    for side in passage.hits("actors").within(*gap):  # "said a Ukrainian officer"
        text = text.replace(passage.plain[side.start : side.end], "")
    letters = text.replace(" ", "").replace("-", "")
    return not letters or (letters.isalpha() and (text.islower() or text.count(" ") <= 2))


def _end_of_phrase(office: Hit, verbs: Sequence[Hit], scene: Scene) -> int:
    """Where the words behind an office end that belong to it: at its verb, a mark, or after some words."""
    end = min((v.start for v in verbs if v.start >= office.end), default=scene.span.end)
    text = scene.passage.plain[office.end : min(end, office.end + _LONG_OFFICE)]
    mark = _MARK.search(text)
    end = office.end + len((text[: mark.start()] if mark else text).rstrip())
    # "лидер не уточнил": a negation belongs to the verb.
    nots = scene.passage.hits("modality.not").within(office.end, end)
    return len(scene.passage.plain[: nots[-1].start].rstrip()) if nots and nots[-1].end == end else end


def _is_of_an_office(gap: Span, scene: Scene) -> bool:
    """Whether words behind an office belong to it ("a battalion commander near Sudzha said"), and name nobody."""
    passage = scene.passage
    text = passage.plain[gap.start : gap.end]
    own = gap.start, gap.start + (text.find(",") if "," in text else len(text))
    if passage.has("sources", *gap) or passage.has("carriers", *gap):
        return False
    if any(passage.has(s, *own) for s in ("reporting.pronoun", "reporting.said")):
        return False
    if passage.has("cue.clause", own[0] + _BESIDE, own[1]):  # but "a sergeant with the 95th", "an officer who"
        return False
    return _PHRASE.fullmatch(text) is not None and text.count('"') % 2 == 0


def _touches(hits: Sequence[Hit], start: int, end: int) -> bool:
    return bool(hits) and any(hit.start < end and start < hit.end for hit in hits)


def _without_article(name: Span, scene: Scene) -> Span:
    """Leave the article out: "The North" and "El Estado" are no names of two words."""
    passage = scene.passage
    if name.start == scene.span.start:  # "Zur Truppenstärke": the first word of a sentence is no name
        word, _, rest = passage.plain[name.start : name.end].partition(" ")
        if word.lower() in passage.lexicon.alone:
            name = Span(name.end - len(rest) if " " in rest else name.end, name.end)
    first = passage.hits("qualifier.other.skip").at(name.start)
    if first is None or first.end > name.end:
        return name
    rest = passage.plain[first.end : name.end].lstrip()
    return Span(name.end - len(rest) if " " in rest else name.end, name.end)


def _named(scene: Scene, offices: Sequence[Hit]) -> list[Span]:
    """Names of two words and more, and single ones right behind an office ("Oberst Reisner")."""
    plain, (left, right) = scene.passage.plain, scene.span
    names = [Span(*m.span()) for m in _NAME.finditer(plain, left, right)]
    if names and scene.has("reporting.citing"):
        cites = scene.passage.hits("reporting.citing")
        names = [Span(cite.end + 1, n.end) if (cite := cites.at(n.start)) and cite.end < n.end else n for n in names]
    for office in offices:
        match = _NAMED.match(plain, office.end, right)
        if match and not any(n.start < match.end() and office.start < n.end for n in names):
            names.append(Span(office.start, match.end()))
        alone = None
        if match is None and plain.find(", ", max(left, office.start - _FAR_COMMA), office.start) >= 0:
            alone = _BEFORE_OFFICE.search(plain, left, office.start)  # "dice Vitali, jefe de pelotón"
        if alone is not None and not any(n.end == alone.end(1) for n in names):
            names.append(Span(*alone.span(1)))
    return sorted(names) if len(names) > 1 else names


def _says(scene: Scene, name: Span, verbs: Sequence[Hit], cites: Sequence[Hit], *, titled: bool) -> bool:
    plain = scene.passage.plain
    for verb in verbs:
        if verb.start >= name.end:
            gap = plain[name.end : verb.start]
            beside = len(gap) <= _BESIDE and "," not in gap  # "near Mala Loknia, reported the army"
            if (titled and len(gap) <= _AFTER) or beside or _APPOSITION.match(gap):
                return True
    longest = _BEFORE if titled else 1
    return any(
        0 <= name.start - word.end <= longest and not set(",:;") & set(plain[word.end : name.start])
        for word in (*verbs, *cites)
    )


def _beside_offices(
    scene: Scene, offices: Sequence[Hit], verbs: Sequence[Hit], cites: Sequence[Hit]
) -> Iterator[Stranger]:
    plain, former = scene.passage.plain, scene.passage.lexicon.former
    known = scene.hits("sources")
    for office in offices:
        name = _beside_its_office(scene, office, verbs)
        told = name is not None and not plain.startswith(former, name.start) and _is_told(name, verbs, cites)
        if name is None or not told:
            role = _by_role(scene, office, verbs, cites)
            if role is not None:
                yield role
        elif not any(k.start < name.end and name.start < k.end for k in known):
            yield Stranger(name.start, name.end)


def _is_told(name: Span, verbs: Sequence[Hit], cites: Sequence[Hit]) -> bool:
    """Whether a verb of saying stands behind a name, or a word such as "according to" beside it."""
    later = any(0 <= v.start - name.end <= _AFTER for v in verbs)
    return later or any(-1 <= name.start - c.end <= 2 or -1 <= c.start - name.end <= 2 for c in cites)


def _unnamed(scene: Scene, verbs: Sequence[Hit]) -> list[Stranger]:
    """Somebody whom a Chinese clause opens with as "one of", "some", and who says something: "一名前線烏兵…說"."""
    plain = scene.passage.plain
    found: list[Stranger] = []
    for one in _somebodies(scene):
        verb = next((v.start for v in verbs if v.start >= one.end), None)
        known = scene.passage.hits("sources").within(*one)
        if any(k.end == one.end or not k.label.endswith("_government") for k in known):
            continue  # "an official of the directorate" is the directorate
        if verb is None or verb - one.end > _TO_VERB or set(plain[one.end : verb]) & set(",;。"):
            continue
        found.append(Stranger(one.start, one.end, is_new=True))
    return found


def _somebodies(scene: Scene) -> Iterator[Span]:
    """Where a clause opens with "one", "a number of", what he is, and a sign for people."""
    plain, words = scene.passage.plain, scene.hits("unnamed")
    done = max(0, scene.span.start - 1)
    for i, one in enumerate(words):
        opens = _OPENS.search(plain, max(done, one.start - _WHO_AHEAD), one.start) if one.label == "one" else None
        who = next((w for w in words[i + 1 :] if w.label == "who"), None)
        if opens is not None and who is not None and _WHAT_HE_IS.fullmatch(plain, one.end, who.start):
            yield Span(opens.start(1), who.end)
            done = who.end


def _beside_its_office(scene: Scene, office: Hit, verbs: Sequence[Hit]) -> Span | None:
    """The name before an office, behind which the sentence goes on about it; in Chinese also behind the office."""
    passage = scene.passage
    lexicon = passage.lexicon
    if lexicon.verb_final:
        if not passage.plain.startswith((*lexicon.topic, *lexicon.subject), office.end):
            return None
        before = passage.plain[max(scene.span.start, office.start - _LONG_OFFICE) : office.start]
        length = _words_of_a_name(before, office, passage) if " " in before else len(_han_before(office, scene))
        return Span(office.start - length, office.end) if length else None
    verb = next((v for v in verbs if v.start >= office.end), None)
    if verb is None:
        return None
    gap = passage.plain[office.end : verb.start].rstrip(",")
    told = bool(passage.hits("cue.against").at(office.end))  # "the commander to our paper" is no name
    if _HAN_NAME.match(gap) and not told:
        return Span(office.start, office.end + len(gap))
    length = len(_han_before(office, scene)) if len(gap) <= 1 else 0
    return Span(office.start - length, office.end) if length else None


def _han_before(office: Hit, scene: Scene) -> str:
    """The Han and Kana signs right before an office: of two and more the name of who holds it."""
    start = max(scene.span.start, office.start - _LONG_HAN)
    match = _HAN_BEFORE.search(scene.passage.plain, start, office.start)
    return match.group() if match is not None else ""


def _by_role(scene: Scene, office: Hit, verbs: Sequence[Hit], cites: Sequence[Hit]) -> Stranger | None:
    """Somebody told by what he is, where verbs come last: "ウクライナ軍の小隊長は「…」と", "전문가들은 ... 지적한다".

    Soldiers and former officers are themselves, whatever army they are of.
    """
    passage = scene.passage
    if not passage.lexicon.verb_final:
        return None
    is_soldier = passage.has("person", office.start, office.end)
    if not _speaks_by_role(scene, office, verbs, cites, is_soldier=is_soldier):
        return None
    others = (scene.hits("reporting.relay"), scene.hits("sources"))
    if _touches(others[0], office.start, office.end) or _touches(others[1], office.start, office.end):
        return None
    before = passage.plain[max(scene.span.start, office.start - _LONG_OFFICE) : office.start]
    length = _words_of_a_name(before, office, passage) if " " in before else _role_before(before, passage.lexicon)
    if not length and _is_he(office, passage):
        return None
    start = office.start - length
    former = any(passage.plain.startswith(passage.lexicon.former, at) for at in (office.start, start))
    is_new = is_soldier or former
    return Stranger(start if is_new else office.start, office.end, is_new=is_new)


def _role_before(before: str, lexicon: Lexicon) -> int:
    """How many signs before an office say of what somebody has it, where no space parts words: "ウクライナ軍の"."""
    signs = before[-_LONG_ROLE:]
    return next(
        (i for i, sign in enumerate(reversed(signs)) if sign in _ENDS_ROLE or sign in lexicon.parts), len(signs)
    )


def _is_he(office: Hit, passage: Passage) -> bool:
    """Whether an office alone is whoever had it before: "補佐官は" behind "カービー補佐官は"."""
    plain = passage.plain
    word = plain[office.start : office.end]
    for other in passage.hits("reporting.title").within(0, office.start):
        same = plain.startswith(word, other.start)
        if same and passage.has("sources", max(0, other.start - _ARTICLE), other.end):
            return True
    pronouns = passage.hits("reporting.pronoun").within(office.start - _BESIDE, office.end + _BESIDE)
    return any(h.start <= office.start < h.end for h in pronouns)


def _speaks_by_role(scene: Scene, office: Hit, verbs: Sequence[Hit], cites: Sequence[Hit], *, is_soldier: bool) -> bool:
    """Whether a quotation follows somebody, a word such as "according to", or, of no soldier, a verb that ends it."""
    passage, end = scene.passage, office.end
    if cites and any(-1 <= c.start - end <= _BESIDE for c in cites):
        return True
    if any(0 <= office.start - c.end <= _TO_QUOTE for c in scene.hits("reporting.cleft")):
        return True
    topical = passage.plain.startswith(passage.lexicon.topic, end)
    if not topical and not passage.plain.startswith(passage.lexicon.subject, end):
        return False
    if passage.plain.count('"', scene.span.start, end) % 2:
        return False  # he is spoken of in a quotation
    reach = _TO_QUOTE if topical else _BESIDE  # "捕虜が2人にとどまる理由を「...": he is not who says it
    if quotes_in(passage.text, end, min(end + reach, scene.span.end)):
        return True
    return topical and not is_soldier and any(scene.span.end - v.end <= _OWN_VERB for v in verbs if v.start > end)


def _words_of_a_name(before: str, office: Hit, passage: Passage) -> int:
    """How many letters before an office are a name and a house, as far as no word has the ending of another part."""
    lexicon, ones = passage.lexicon, passage.hits("unnamed")
    endings = (*lexicon.topic, *lexicon.subject, *lexicon.particle, ",", '"')
    length = 0
    for word in reversed(before.split(" ")[-_NAME_WORDS:]):
        start = office.start - length - len(word)
        if word and ones.at(start) == (start, start + len(word), "one"):  # "한 대북단체 대표": somebody unnamed
            return length + len(word)
        if word and (word.endswith(endings) or not word[0].isalpha()):
            break
        length += len(word) + 1
    return max(length - 1, 0) if length > 1 else 0
