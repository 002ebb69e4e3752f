"""Names sources by their state and their office: "Moscow's defence ministry", "le ministère russe de la Défense".

How a language calls an office and how it says whose it is are two lists of a watch (offices.toml); together they give
more names than anybody would write down one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.watching.files import Folder, Ids
from flows.watching.tables import ANY_LANGUAGE, Table

_PLACE = "_"  # of the office in the words of a state, of the state in those of an office

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What an office is called; one `abroad` is not told by where its state sits."""

    names: Names
    abroad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The words that say whose an office is, and those that say it by where the state `seat`s."""

    of: Names
    seat: Names


class Offices:
    """The offices and states of one watch. Composing names changes nothing."""

    def __init__(self, offices: Mapping[str, Office], states: Mapping[str, State]) -> None:
        """Keep both by their ids."""
        self._offices = offices
        self._states = states

    @property
    def known(self) -> frozenset[str]:
        """Return the ids of the offices."""
        return frozenset(self._offices)

    def named(self, names: Names, state: str | None, offices: Sequence[str]) -> Names:
        """Return a source's names with those that its state and its offices give it, none twice."""
        whose = self._states.get(state or "")
        if whose is None or not offices:
            return names
        found = {language: dict.fromkeys(own) for language, own in names.items()}
        for office in (self._offices[one] for one in offices if one in self._offices):
            for language, bodies in office.names.items():
                given = _together(bodies, whose.of.get(language, ()))
                found.setdefault(language, {}).update(dict.fromkeys(given))
                if not office.abroad:
                    found[language].update(dict.fromkeys(_together(bodies, whose.seat.get(language, ()))))
        return {language: tuple(own) for language, own in found.items()}


def _together(bodies: Sequence[str], states: Sequence[str]) -> Iterator[str]:
    for body in bodies:
        for state in states:
            if _PLACE in body:
                yield body.replace(_PLACE, state.replace(_PLACE, "").strip())
            else:
                yield state.replace(_PLACE, body)


def read_offices(folder: Folder, sides: Ids) -> Offices:
    """Return a folder's offices; problems go to the folder's list."""
    offices, states = {}, {}
    office_ids, state_ids = Ids(), Ids()
    for top in folder.tops("office"):
        for table in top.tables("office"):
            abroad = table.flag("abroad") if table.has("abroad") else False
            offices[office_ids.take(table)] = Office(names=table.names(), abroad=abroad)
            table.end()
        for table in top.tables("state"):
            id_ = state_ids.take(table)
            if id_ not in sides:
                table.wrong("id", f"{id_!r} is no actor; known are {sides.listed()}")
            of, seat = table.names("of"), table.names("seat")
            _check_places(table, {"of": of, "seat": seat})
            states[id_] = State(of=of, seat=seat)
            table.end()
        top.end()
    return Offices(offices, states)


def _check_places(table: Table, lists: Mapping[str, Names]) -> None:
    """Report words of a state that leave no place for an office: they would name the state for each of its offices."""
    for key, names in lists.items():
        for language, phrases in names.items():
            for at, phrase in enumerate(phrases):
                if phrase.count(_PLACE) != 1 or language == ANY_LANGUAGE:
                    table.wrong(
                        f"{key}.{language}[{at}]", f"{phrase!r} must hold {_PLACE!r} once, where the office goes"
                    )
