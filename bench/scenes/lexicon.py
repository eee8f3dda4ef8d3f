"""The shape of one language's words in a wording, so that every incident can be told in every language."""

from dataclasses import dataclass

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for a kind of vehicle: one of them, several of them, and its grammatical gender where there is one."""

    one: str
    many: str
    gender: str = "m"


@dataclass(frozen=True, slots=True)
class Rumour:
    """What is passed on about something that is not so: the claim, questions about it, and denials that quote it."""

    copies: Phrases
    questions: Phrases
    denials: Phrases


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language of a wording; slots are {who} {whom} {cars} {place} {uniform} {detail} {clock} {text} {name}.

    `colours` gives for each colour the words a witness may choose; a word is "one" or "one m|one f|many m|many f".
    """

    language: str
    numbers: Phrases
    car_order: str
    kinds: dict[str, tuple[Noun, ...]]
    colours: dict[str, Phrases]
    uniforms: dict[str, Phrases]
    details: dict[str, Phrases]
    whoms: dict[str, Phrases]
    who: Phrases
    who_uncounted: Phrases
    activities: dict[str, Phrases]
    places: Phrases
    car_clauses: Phrases
    uniform_clauses: Phrases
    clock_clauses: Phrases
    openings: Phrases
    endings: Phrases
    forwards: Phrases
    conjunction: str
    lookalikes: dict[str, Phrases]
    rumours: dict[str, Rumour]


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole set of words: its languages, street names, cities with their UTC offset in hours, and named places."""

    languages: dict[str, Lexicon]
    across: Phrases
    along: Phrases
    cities: tuple[tuple[float, float, float], ...]
    names: dict[str, Phrases]
    lookalike_cars: dict[str, tuple[str, str]]
