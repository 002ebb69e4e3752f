"""Where endings show of whom a sentence speaks (은, 는; は): of several names the one that it is about."""

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice

_OWN_VERB = 12  # from a name in the subject's form to a verb that is surely its own
_PART_OF = "of"  # a name whose ending makes it part of what is told: "김정은의 방러가 성사되면"
_WORDS = 4  # of an office between a name and the ending of its phrase


def by_their_endings(voices: list[Voice], verbs: Sequence[Hit], scene: Scene) -> list[Voice]:
    """Of those who seem to speak, whom the sentence is about; others are inside what is told, or beside their verb."""
    roles = [role_of(v, scene) for v in voices]
    leading = [r for v, r in zip(voices, roles, strict=True) if v.how != "cited"]
    best = "topic" if "topic" in leading else "subject" if "subject" in leading else ""
    kept = [
        voice
        for voice, role in zip(voices, roles, strict=True)
        if voice.how == "cited"
        or (role == best and role != _PART_OF)
        or any(0 <= verb.start - voice.end <= _OWN_VERB for verb in verbs if role == "subject")
    ]
    if best != "subject":
        return kept
    lexicon, plain = scene.passage.lexicon, scene.passage.plain
    verbs = [
        v for v in verbs if not plain[v.start : v.end].endswith(lexicon.particle)
    ]  # "했다고" only opens what is told
    # "Kim would send 1,000 men, Shoigu said": who has no verb before the next subject is inside what is told.
    return [
        voice
        for i, voice in enumerate(kept)
        if i + 1 == len(kept) or any(voice.end <= verb.start and kept[i + 1].start - verb.end > 1 for verb in verbs)
    ]


def role_of(voice: Voice, scene: Scene) -> str:
    """Return what the ending of a name's phrase makes it: "topic", "subject" or ""."""
    lexicon, plain = scene.passage.lexicon, scene.passage.plain
    end = min(scene.span.end, voice.end + 24)
    if " " not in plain[scene.span.start : scene.span.end]:
        return _role_of_signs(plain[voice.end : end], lexicon.topic, lexicon.subject, lexicon.particle)
    start = max(plain.rfind(" ", scene.span.start, voice.end) + 1, scene.span.start)
    words = plain[start:end].split()[:_WORDS]
    for i, word in enumerate(words):
        bare = word.rstrip("\"')")
        if (
            not i
            and bare.endswith(lexicon.endings["part_of"])
            and not scene.passage.has("reporting.title", voice.end, end)
        ):
            return _PART_OF
        if not i and _is_bare(voice, scene):
            continue
        if bare.endswith(lexicon.topic):
            return "topic"
        if bare.endswith(lexicon.subject):
            return "subject"
        if i and bare.endswith((*lexicon.particle, ",")):
            return ""
    return ""


def _is_bare(voice: Voice, scene: Scene) -> bool:
    """Whether a name stands without an ending of its own, which may look like one (김정은)."""
    passage = scene.passage
    text = passage.plain[voice.start : voice.end]
    return any(text == name.rstrip("*") for name in passage.cast.source_names.get(voice.source or "", ()))


def _role_of_signs(text: str, topic: Sequence[str], subject: Sequence[str], others: Sequence[str]) -> str:
    for i, sign in enumerate(text):
        if sign in topic:
            return "topic"
        if sign in subject:
            return "subject"
        if sign in others and text[i + 1 : i + 2] not in topic:
            return ""
    return ""
