"""The demo network's people, phones and story, as plain data; nobody and nothing in it exists."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wekeep.kit.abilities import Role
from wekeep.watch.rules.outcome import NotEnforcement
from wekeep.watch.rules.salute import Activity

DISPATCHER, VERIFIER, COORDINATOR, NAVIGATOR = "dana", "amina", "cora", "nadia"
# Both must have said yes to whoever comes into homes.
VETTERS: Final = ("petra", "paul")
# One checks a case and two approve it; another pays, and a fifth compares it with the bank.
FUND_KEEPERS: Final = ("fatima", "felix", "frida")
PAYER, FUND_STEWARD, TREASURER = "pavel", "selma", "theo"
DRIVERS: Final = ("dirk", "dora")
READERS: Final = (*VETTERS, COORDINATOR, *FUND_KEEPERS, PAYER, FUND_STEWARD, *DRIVERS)
"""Who must have unlocked once, so that there is someone to seal for, to take every step about money, and to open a door to."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast. `everywhere` gives the role in every zone, otherwise it holds in the zone around the middle."""

    handle: str
    role: Role | None
    everywhere: bool = False


CAST: Final = (
    Part(DISPATCHER, Role.DISPATCHER, everywhere=True),
    Part(VERIFIER, Role.VERIFIER, everywhere=True),
    Part("omar", Role.OBSERVER),
    Part("sol", Role.STEWARD, everywhere=True),
    *(Part(one, Role.VETTER, everywhere=True) for one in VETTERS),
    Part(COORDINATOR, Role.COORDINATOR, everywhere=True),
    Part(NAVIGATOR, Role.NAVIGATOR, everywhere=True),
    *(Part(one, Role.FUND_KEEPER, everywhere=True) for one in FUND_KEEPERS),
    Part(PAYER, Role.PAYER, everywhere=True),
    Part(FUND_STEWARD, Role.FUND_STEWARD, everywhere=True),
    Part(TREASURER, Role.TREASURER, everywhere=True),
    *(Part(one, Role.DRIVER, everywhere=True) for one in DRIVERS),
    Part("mai", None),
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A neighbour with a phone. `east` and `north` say where they live, as shares of the way from the city's middle to its
    edge; `radius` in metres is how far around that they asked to be told; `open` shows the words on the locked phone."""

    name: str
    language: str
    east: float
    north: float
    radius: int
    open: bool


OWNERS: Final = (
    Owner("Rosa", "es", 0.06, 0.02, 1000, open=True),
    Owner("Hodan", "so", -0.08, 0.06, 2000, open=True),
    Owner("Jun", "en", 0.02, -0.12, 1000, open=False),
    Owner("Pa Kou", "hmn", -0.12, -0.08, 2000, open=True),
    Owner("Samir", "ar", 0.1, -0.04, 5000, open=True),
)


class Scene(StrEnum):
    """The three things that happen in the story: one is real, one is a film crew, one was confirmed in error."""

    STREET = "street"
    FILM = "film"
    MISTAKE = "mistake"


# Each telling takes other corners and other cars, so that a second story does not run into the first.
CORNERS: Final[dict[Scene, tuple[tuple[float, float], ...]]] = {
    Scene.STREET: ((0.03, 0.05), (-0.2, -0.1), (0.16, -0.22), (-0.06, 0.28)),
    Scene.FILM: ((0.42, 0.36), (-0.48, 0.3), (0.42, -0.46), (-0.44, -0.4)),
    Scene.MISTAKE: ((-0.5, -0.6), (0.6, -0.55), (-0.55, 0.5), (0.25, 0.7)),
}
CARS: Final[tuple[dict[str, str], ...]] = (
    {"en": "black SUVs", "es": "camionetas negras", "so": "baabuur madow"},
    {"en": "silver vans", "es": "furgonetas plateadas", "so": "baabuur qalin ah"},
    {"en": "white pickups", "es": "pickups blancas", "so": "baabuur cad"},
    {"en": "gray sedans", "es": "autos grises", "so": "baabuur cawlan"},
)
TELLINGS: Final = len(CARS)


@dataclass(frozen=True, slots=True)
class Told:
    """What one neighbour reports; `car` in the words becomes the cars of this telling."""

    language: str
    words: str
    activity: Activity
    people: int
    vehicles: int = 2


class Deed(StrEnum):
    """What happens in one step."""

    REPORT = "report"
    CLAIM = "claim"
    CONFIRM = "confirm"
    GRAVER = "graver"
    DENY = "deny"
    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a deed in a scene, and what is told where the deed is a report, or what it was where it is a no."""

    deed: Deed
    scene: Scene
    told: Told | None = None
    kind: NotEnforcement | None = None


def _report(scene: Scene, language: str, words: str, activity: Activity, people: int) -> Step:
    return Step(Deed.REPORT, scene, Told(language, words, activity, people))


_STREET, _FILM, _MISTAKE = Scene.STREET, Scene.FILM, Scene.MISTAKE
STORY: Final = (
    _report(_STREET, "es", "Cuatro hombres con chalecos que dicen police, dos {car} esperando", Activity.STAGING, 4),
    _report(_STREET, "en", "Four men in vests that say police beside two {car}", Activity.STAGING, 4),
    _report(_FILM, "en", "Men with vests and rifles, lights and a big crane on the street", Activity.STAGING, 8),
    _report(_STREET, "so", "Afar nin oo jaakad police ah xidhan iyo laba {car}", Activity.STAGING, 5),
    Step(Deed.CLAIM, _STREET),
    Step(Deed.CONFIRM, _STREET),
    Step(Deed.ALERT, _STREET),
    Step(Deed.CLAIM, _FILM),
    Step(Deed.DENY, _FILM, kind=NotEnforcement.FILM_CREW),
    _report(_STREET, "en", "They are taking someone now. Police vests, two {car}", Activity.DETAINING, 5),
    Step(Deed.GRAVER, _STREET),
    Step(Deed.UPDATE, _STREET),
    _report(_MISTAKE, "en", "Two men in plain vests stop people at the bus stop", Activity.QUESTIONING, 2),
    Step(Deed.CLAIM, _MISTAKE),
    Step(Deed.CONFIRM, _MISTAKE),
    Step(Deed.ALERT, _MISTAKE),
    Step(Deed.DENY, _MISTAKE, kind=NotEnforcement.SECURITY),
    Step(Deed.CANCEL, _MISTAKE),
    Step(Deed.CLEAR, _STREET),
)
