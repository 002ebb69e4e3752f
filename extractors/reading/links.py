"""Who speaks in one sentence: names beside a verb of saying, behind words such as "according to", or by a mark.

A name is a speaker where no other name, outlet or pronoun stands nearer to the verb. Who will not comment is silent;
who denies is named for the denial. Where endings show of whom a sentence speaks, the one of whom it does is heard.
"""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import (
    is_a_noun,
    is_a_verb,
    is_apart,
    is_possessor,
    where_they_say,
)
from extractors.reading.citing import cite_of, openings, without_actors
from extractors.reading.endings import by_their_endings
from extractors.reading.letters import HAN, LATIN_CAPITALS
from extractors.reading.marks import Passage
from extractors.reading.offices import belongs_to, is_an_office, is_an_office_word
from extractors.reading.pairs import joined, relayed, with_gapped, with_partners, without_told
from extractors.reading.reaching import HE, OUTLET_NAME, nearest_verb
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice
from extractors.reading.strangers import Stranger, quotes_in, stranger, strangers
from extractors.reading.tags import by_their_place
from extractors.values import Field

_AFTER = 80  # from a name to its verb: "Peskov, the Kremlin's spokesman, said"
_BEFORE = 26  # from a verb to the name behind it: "said President Zelensky"
_CITED = 26  # from "according to" to the name
_CITED_DENSE = 4
_CLEFT = 24  # from "who says so is" to the name that it is about
_ENDING = 2  # letters of a name's ending that a citing word takes in: "정보당국의 분석"
_AUXILIARY = 4  # "but he said", "mais a déclaré"
_AUXILIARY_DENSE = 1
_PRONOUN = 10  # between a pronoun and its verb: "he has said"
_ASIDE = 16  # before an outlet: the words that make it the one who is told
_ARTICLE = 4
_OWN_VERB = 12  # from a name in the subject's form to a verb that is surely its own
_BESIDE = 2  # from an outlet to its verb
_SHORT = 4  # letters of a surname that others bear too: "Kim Yong-ho"
STRANGER = "\0"  # marks the label of a short name whose bearer the story does not know
_COMMA = re.compile("[,、;]")
_WORD = r"[^\W\d_][\w'’.-]{0,30}"
# "Ukraine's president Zelensky:" has two more words before the name; an office may stand behind it.
_BEFORE_NAME = re.compile(rf"['\"]?(?:{_WORD} ){{0,2}}['\"]?")
_KICKER = re.compile(r"[:|]\s|[\]】]\s?")  # "The war: Zelensky: 300 killed"
_COLON = re.compile(rf"(?:,? {_WORD}){{0,3}}\s?:|\s[-–—]\s")
# In Han an office, a name and a time stand before the colon without spaces: "五角大楼发言人赖德:".
_MARK_DENSE = re.compile(rf",?\s?(?=[\"「『])|[{HAN}·]{{0,10}}:(?!\d)")
_BEHIND_MARK = re.compile(rf"(?:[:」』\"…]|\.\.\.|\s[-–—])\s?(?:{_WORD} )?$")
_TAG = re.compile(r"[,\"]\s?[-–—]\s$")  # "Шістьох росіян узято в полон, — Генштаб."
_TAIL = 33  # signs of a name's word and a mark behind it at the end of a sentence, or before it
_AT_END = re.compile(rf"(?: ?{_WORD})?\W?")
_OPENS = re.compile(r"[^:\"「『«]{0,140}?:\s")  # "Kirby minced no words on Friday: ..."
_INVERTED = re.compile(r"[,\"」–—-]\s?$")
_GIVEN_NAME = re.compile(rf"\s[{LATIN_CAPITALS}][\w'’-]+")
_STATUS_VERBS = ("no_comment.", "denial.", "confirmed_deployment.")
_SILENCES = ("no_comment.words", "no_comment.denied")
_SAYING = ("reporting.said", "reporting.estimated", "reporting.told")
_SAYING_OR_BACK = (*_SAYING, "reporting.back")
_SAYING_OR_CITING = (*_SAYING, "reporting.citing")


def speakers_of(scene: Scene, names: list[Hit]) -> list[Voice]:
    """Return who speaks in a sentence, in its order. `names`: those in it that the story or the text knows."""
    passage = scene.passage
    last = passage.lexicon.verb_final
    if last and not names and not scene.has("reporting.title"):
        return []
    verbs = _verbs_in(scene, names)
    cites = scene.hits("reporting.citing")
    if scene.has("reporting.opening"):
        cites = sorted([*cites, *openings(scene)])
    names = without_actors(names, cites, scene) if cites and names else names
    quotes = last and quotes_in(passage.text, *scene.span) is not None
    unknown = strangers(scene, verbs, cites) if verbs or cites or quotes else []
    if unknown:
        new = [one for one in unknown if one.is_new]
        names = [n for n in names if not any(one.start <= n.start and n.end <= one.end for one in new)]
    found = _linked(scene, names, verbs, cites, unknown) or _before_a_colon(scene, names) if names else []
    found = _not_apart(found, verbs, scene) if found else []
    if not found:
        return _unknown_or_silent(scene, verbs, cites, unknown[0]) if unknown else []
    if last:
        found = by_their_endings(found, verbs, scene)
    if not found:
        return []
    heard = joined(relayed(without_told(with_partners(found, names, scene), verbs, scene), scene), scene)
    return with_gapped(heard, names, scene)


def _verbs_in(scene: Scene, names: Sequence[Hit]) -> Sequence[Hit]:
    """The verbs of saying in a sentence, with those that deny or decline and those known by their place."""
    verbs, lexicon = verbs_of(scene, _SAYING_OR_BACK), scene.passage.lexicon
    if verbs and lexicon.is_dense and not lexicon.verb_final:
        verbs = [v for v in verbs if is_a_verb(v, scene)]
    if verbs and lexicon.articles:
        verbs = [v for v in verbs if not is_a_noun(v, scene.passage)]
    spoken = [h for h in scene.hits("status") if _is_speech(h)]
    if spoken:
        verbs = sorted([*verbs, *spoken])
    placed = by_their_place(scene, verbs, names)
    return sorted([*verbs, *placed]) if placed else verbs


def _linked(
    scene: Scene, names: list[Hit], verbs: Sequence[Hit], cites: Sequence[Hit], unknown: Sequence[Stranger]
) -> list[Voice]:
    """The names beside a verb of saying, a word such as "according to", or a mark."""
    passage = scene.passage
    citing = {n: cite for n in names if (cite := cite_of(n, names, cites, scene)) is not None} if cites else {}
    taken = list(citing.values())
    verbs = [v for v in verbs if not _overlaps(v, taken)] if taken else verbs
    free = [c for c in cites if c not in taken] if taken else cites
    rivals = [*_telling(scene), *_speaking_pronouns(scene, verbs, names)]
    names = sorted([*names, *_as_names(unknown, names, passage)]) if unknown else names
    found = []
    for name in names:
        hides = taken and not passage.lexicon.verb_final  # who is cited competes for no verb
        others = [*(n for n in names if not hides or n not in citing or n == name), *rivals]
        link = _bond(name, others, verbs, [citing[name]] if name in citing else free, scene)
        if link is not None:
            found.append(_linked_by(*link, name, scene))
    return _without_outlets(found, passage) if cites else found


def _linked_by(verb: Hit, how: str, name: Hit, scene: Scene) -> Voice:
    known = not name.label.startswith(STRANGER)
    denials = [h for h in scene.hits("status") if h.label == "denial.words"] if how == "said" else []
    return Voice(
        source=name.label if known else None,
        text=None if known else name.label[len(STRANGER) :],
        start=name.start,
        end=name.end,
        estimated=any(verb[:2] == h[:2] for h in scene.hits("reporting.estimated")),
        how=how,
        denies=_overlaps(verb, denials),
    )


def _without_outlets(found: list[Voice], passage: Passage) -> list[Voice]:
    """Without a name the story does not know that cites one it does: an outlet ("The Ledger, citing US officials")."""
    if not any(v.how == "cited" and v.source for v in found):
        return found
    titles = passage.hits("reporting.title")
    return [v for v in found if v.source or v.how == "cited" or titles.within(v.start - _BEFORE, v.end)]


def _as_names(unknown: Sequence[Stranger], names: Sequence[Hit], passage: Passage) -> list[Hit]:
    """People whom the story does not know, as names that compete for a verb; not whose office is a known name's."""
    return [
        Hit(one.start, one.end, STRANGER + passage.text[one.start : max(one.end, one.told_end)])
        for one in unknown
        if one.is_new
        or (one.known is None and belongs_to(Hit(one.start, one.end, ""), names, passage, one.told_end) is None)
    ]


def _before_a_colon(scene: Scene, names: Sequence[Hit]) -> list[Voice]:
    """Of whom a sentence is before its colon, what follows is the word: "Kirby minced no words on Friday: ..."."""
    start = scene.span.start
    if scene.passage.plain.find(":", *scene.span) < 0:
        return []
    own = [n for n in names if not is_apart(n, scene.passage)]
    first = next((n for n in names if n.start - start <= _ARTICLE or n in own), None)
    if first is None or is_possessor(first, scene.passage):
        return []
    # Where the sentence opens with a place ("In Kyiv Podolyak goes further: ...") it is about the next name.
    if first not in own and own and scene.passage.plain.find(":", first.end, own[0].start) < 0:
        first = own[0]
    opens = _OPENS.match(scene.passage.plain, first.end, scene.span.end)
    capitals = {(h.start, h.end) for h in scene.hits("actors")}
    others = (n for n in names if n.label != first.label and n.start > first.end and (n.start, n.end) not in capitals)
    if opens is None or _is_an_outlets_word(opens.end(), scene) or _is_another_behind(opens.end(), scene.passage):
        return []
    if any(first.end < n.start < opens.end() for n in others):
        return []
    known = not first.label.startswith(STRANGER)
    label = first.label if known else first.label[len(STRANGER) :]
    return [
        Voice(
            source=label if known else None, text=None if known else label, start=first.start, end=first.end, how="said"
        )
    ]


def _not_apart(found: list[Voice], verbs: Sequence[Hit], scene: Scene) -> list[Voice]:
    """Without names that only say where or with whom ("the pact signed with Pyongyang").

    Where nobody else speaks, one that opens the sentence or stands beside its verb does ("кажуть у Києві").
    """
    kept = [v for v in found if v.how == "cited" or not is_apart(v, scene.passage)]
    return kept or where_they_say(found, verbs, scene)


def names_in(scene: Scene) -> list[Hit]:
    """Return the names of the story's sources in a sentence, without the surnames of other people.

    Nor is he named of whom an army is: "Kim's troops are back, according to Kyiv".
    """
    if not scene.names:
        plain, hits, armies = scene.passage.plain, scene.hits("sources"), scene.hits("actors")
        named = [h for h in hits if h.end - h.start > _SHORT or not _GIVEN_NAME.match(plain, h.end, scene.span.end)]
        scene.names.append([h for h in named if not any(_is_of_his_army(h, army) for army in armies)])
    return scene.names[0]


def _is_of_his_army(name: Hit, army: Hit) -> bool:
    return army.start <= name.start and name.end <= army.end and army.end - army.start > name.end - name.start + _SHORT


def verbs_of(scene: Scene, sections: tuple[str, ...] = _SAYING) -> Sequence[Hit]:
    """Return the verbs of saying in a sentence, in its order."""
    return scene.together(sections)


def silences_of(scene: Scene) -> list[Hit]:
    """Return the words of a sentence by which somebody will not comment."""
    found = scene.hits("status")
    return [h for h in found if h.label in _SILENCES] if found else []


def _overlaps(hit: Hit, others: Sequence[Hit]) -> bool:
    return bool(others) and any(hit.start < other.end and other.start < hit.end for other in others)


def is_all_silence(scene: Scene) -> bool:
    """Return whether a word for whoever spoke last is the subject of a silence and of nothing else."""
    silences = silences_of(scene)
    return bool(silences) and refers(scene) and all(_overlaps(v, silences) for v in verbs_of(scene))


def refers(scene: Scene) -> bool:
    """Return whether "he", "the agency" and their like speak: a word for whoever spoke last, beside a verb of saying.

    Words such as "according to" may stand before it, and where the subject may be left out the verb is enough.
    """
    pronouns = scene.hits("reporting.pronoun")
    if pronouns and _speaks(pronouns, scene):
        return True
    verbs = scene.hits("reporting.said")
    return bool(verbs) and _speaks_without_subject(scene, verbs)


def _speaks(pronouns: Sequence[Hit], scene: Scene) -> bool:
    """Whether a word for whoever spoke last stands beside a verb, a silence or a word such as "according to"."""
    passage = scene.passage
    verbs = verbs_of(scene)
    for word in pronouns:
        for verb in verbs:
            if 0 <= verb.start - word.end <= _AFTER or 0 <= word.start - verb.end <= _BEFORE:
                return True
    if any(
        word.start < silence.end and len(passage.plain[word.end : silence.start].strip()) <= _AUXILIARY
        for silence in silences_of(scene)
        for word in pronouns
    ):
        return True
    last = passage.lexicon.verb_final
    for cite in scene.hits("reporting.citing"):
        for word in pronouns:
            if -_ENDING <= (cite.start - word.end if last else word.start - cite.end) <= _CITED_DENSE:
                return True
    return False


def _speaks_without_subject(scene: Scene, verbs: Sequence[Hit]) -> bool:
    """Whether a verb of saying ends the sentence ("…と述べた。") or stands between commas (", añadieron,")."""
    passage, (start, end) = scene.passage, scene.span
    if scene.has("sources") or scene.has("carriers"):
        return False
    plain, lexicon = passage.plain, passage.lexicon
    if lexicon.verb_final:
        ends = end - verbs[-1].end <= _OWN_VERB
        return ends and not any(_is_what_it_is_of(side, scene) for side in scene.hits("actors"))
    if lexicon.is_dense:
        return False
    for verb in verbs:
        stands = verb.end >= end or plain[verb.end] in ',.":'
        if stands and _INVERTED.search(plain, max(start, verb.start - 3), verb.start) is not None:
            return True
    return False


def _is_what_it_is_of(side: Hit, scene: Scene) -> bool:
    """Whether a sentence opens with a side as its topic ("北朝鮮は … 明らかにしていない")."""
    passage = scene.passage
    opens = side.start - scene.span.start <= _ARTICLE
    return opens and passage.plain.startswith(passage.lexicon.topic, side.end)


def _is_an_outlets_word(colon: int, scene: Scene) -> bool:
    """Whether an outlet tells what stands behind a colon ("Putin needs men: 25,000 more will come, NHK reports")."""
    return any(
        0 <= outlet.start - verb.end <= _BEFORE or 0 <= verb.start - outlet.end <= _BESIDE
        for outlet in _telling(scene)
        for verb in verbs_of(scene)
        if outlet.start >= colon
    )


def _telling(scene: Scene) -> list[Hit]:
    """The outlets of a sentence that speak, not those who are told ("in an interview with the BBC")."""
    passage = scene.passage
    out: list[Hit] = []
    for name in scene.hits("carriers"):
        start = max(scene.span.start, name.start - _ASIDE)
        said = {(h.start, h.end) for h in passage.hits("reporting.said").within(start, name.start)}
        told = [h for h in passage.hits("reporting.told").within(start, name.start) if (h.start, h.end) not in said]
        if not told and not is_apart(name, passage):
            out.append(Hit(name.start, name.end, OUTLET_NAME))
    return out


def _speaking_pronouns(scene: Scene, verbs: Sequence[Hit], names: Sequence[Hit]) -> list[Hit]:
    """The words for whoever spoke last that are a verb's subject: right before it, or behind an inverted one."""
    passage = scene.passage
    if passage.lexicon.is_dense:
        return []
    plain = passage.plain
    out: list[Hit] = []
    for word in scene.hits("reporting.pronoun"):
        if any(n.start < word.end and word.start < n.end for n in names) or is_an_office(word, names, passage):
            continue
        before = any(0 <= v.start - word.end <= _PRONOUN and "," not in plain[word.end : v.start] for v in verbs)
        inverted = any(
            0 <= word.start - v.end <= 1 and _INVERTED.search(plain[max(0, v.start - 3) : v.start]) for v in verbs
        )
        if before or inverted:
            out.append(Hit(word.start, word.end, HE))
    return out


def _unknown_or_silent(scene: Scene, verbs: Sequence[Hit], cites: Sequence[Hit], other: Stranger) -> list[Voice]:
    silences = silences_of(scene)
    if not silences:
        return [_as_voice(other, scene)]
    speaking = stranger(scene, [v for v in verbs if not _overlaps(v, silences)], cites)
    return [_as_voice(speaking, scene) if speaking else _as_voice(other, scene)._replace(how="silent")]


def _as_voice(found: Stranger, scene: Scene) -> Voice:
    owner = (
        None
        if found.is_new
        else belongs_to(Hit(found.start, found.end, ""), names_in(scene), scene.passage, found.told_end)
    )
    known = found.known or (owner.label if owner else None)
    text = None if known else scene.passage.text[found.start : max(found.end, found.told_end)]
    return Voice(source=known, text=text, start=found.start, end=found.end, how="said")


def _bond(
    name: Hit, names: list[Hit], verbs: Sequence[Hit], cites: Sequence[Hit], scene: Scene
) -> tuple[Hit, str] | None:
    """Return what `_link` does; "silent" where the name's only verb says that it will not comment."""
    link = _link(name, names, verbs, cites, scene)
    if link is None or link[1] == "cited" or link[0] == name:
        return link
    silences = silences_of(scene)
    if not silences:
        return link
    verb_final = scene.passage.lexicon.verb_final
    if not verb_final and not _overlaps(link[0], silences):
        return link
    spoken = [v for v in verbs if not any(_is_part_of(v, s, scene) for s in silences)]
    spoken = [
        v for v in spoken if (_is_last_before(name, v, names) if verb_final else _is_own(name, v, silences, scene))
    ]
    said = _link(name, names, spoken, cites, scene)
    if said is not None:
        return said
    return (link[0], "silent") if any(s.start >= name.end for s in silences) or not verb_final else link


def _is_part_of(verb: Hit, silence: Hit, scene: Scene) -> bool:
    """Whether a verb is that of a silence; not so before its last comma ("数百人と述べ、詳細は明かさなかった")."""
    if not _overlaps(verb, [silence]):
        return False
    last = scene.passage.lexicon.verb_final
    return not (last and _COMMA.search(scene.passage.plain, verb.end, silence.end))


def _is_last_before(name: Hit, verb: Hit, names: list[Hit]) -> bool:
    """Where verbs come last, a verb beside a silence belongs to the name right before it."""
    before = [n for n in names if n.end <= verb.start]
    return bool(before) and before[-1].label == name.label


def _is_own(name: Hit, verb: Hit, silences: list[Hit], scene: Scene) -> bool:
    """Whether the silent one also speaks: before the silence, or right behind a joining word ("but said")."""
    passage = scene.passage
    between = [s for s in silences if name.end <= s.start and s.end <= verb.start]
    if not between:
        return _COMMA.search(passage.plain[verb.end : name.start]) is None
    start = between[-1].end
    ends = {start + m.end() for m in _COMMA.finditer(passage.plain[start : verb.start])}
    ends |= {h.end for section in ("cue.and", "cue.clause") for h in passage.hits(section).within(start, verb.start)}
    longest = _AUXILIARY_DENSE if passage.lexicon.is_dense else _AUXILIARY
    return any(
        len(passage.plain[end : verb.start].strip()) <= longest or passage.has("reporting.pronoun", end, verb.start)
        for end in ends
    )


def _is_speech(hit: Hit) -> bool:
    return hit.label.startswith(_STATUS_VERBS) and not hit.label.endswith(".unless")


def _link(
    name: Hit, names: list[Hit], verbs: Sequence[Hit], cites: Sequence[Hit], scene: Scene
) -> tuple[Hit, str] | None:
    """Return the verb or word that makes a name a speaker, and how; None where it is only mentioned."""
    cite = cite_of(name, names, cites, scene) if cites else None
    if cite is not None:
        return cite, "cited"
    if _stands_by_a_mark(name, scene):
        return name, "said"
    if scene.passage.lexicon.verb_final:
        later = [v for v in verbs if v.start > name.start]  # a name may be told with its verb ("군이 파악")
        cleft = next((c for c in scene.hits("reporting.cleft") if 0 <= name.start - c.end <= _CLEFT), None)
        return (cleft or later[-1], "said") if cleft or later else None
    verb = nearest_verb(name, verbs, [n for n in names if n.label != name.label], scene.passage) if verbs else None
    return (verb, "said") if verb is not None else None


def _stands_by_a_mark(name: Hit, scene: Scene) -> bool:
    """Whether a name stands before a colon or quotation, or behind one at a title's end ("300 killed: Pentagon").

    Between name and mark only an office may stand, and nothing that makes the name part of a longer phrase.
    """
    passage, (start, end) = scene.passage, scene.span
    plain = passage.plain
    at_end = end - name.end <= _TAIL and _AT_END.fullmatch(plain, name.end, end) is not None
    if at_end and _TAG.search(plain, max(start, name.start - _TAIL), name.start) is not None:
        return True
    mark = _COLON.match(plain, name.end, end)
    if mark is None and passage.lexicon.is_dense:
        mark = _MARK_DENSE.match(plain, name.end, end)
    if mark is None and not at_end:
        return False
    if passage.has("reporting.citing", start, name.start) or passage.has("cue.against", start, name.start):
        return False
    if is_possessor(name, passage) or (mark is not None and _is_another_behind(mark.end() + 1, passage)):
        return False
    before = plain[start : name.start]
    if (
        mark is not None
        and _BEFORE_NAME.fullmatch(_KICKER.split(before)[-1])
        and not _is_an_outlets_word(mark.end(), scene)
    ):
        return mark.end() < end or passage.field is Field.TEXT
    if not before or not at_end:
        return False
    return _BEHIND_MARK.search(before) is not None or passage.text[name.start - 1] == "\u3000"


def _is_another_behind(colon: int, passage: Passage) -> bool:
    """Whether an office opens what stands behind a colon ("More from Moscow: the defence ministry says ...")."""
    word = passage.hits("reporting.pronoun").at(colon)
    return word is not None and is_an_office_word(word) and passage.has("reporting.said", word.end, word.end + _BEFORE)


def outlet_quoted(scene: Scene) -> str | None:
    """Return the outlet that is quoted in a sentence: one named beside a verb of saying or of citing."""
    if not scene.has("carriers"):
        return None
    words = verbs_of(scene, _SAYING_OR_CITING)
    for name in scene.hits("carriers"):
        for word in words:
            if 0 <= word.start - name.end <= _AFTER or 0 <= name.start - word.end <= _CITED:
                return name.label
    return None
