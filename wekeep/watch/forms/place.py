"""From a pin, a phone's position or typed words to one spot, without ever guessing silently."""

from collections.abc import Callable
from dataclasses import dataclass, field

from wekeep.kit.errors import Refused
from wekeep.watch.queries import finding
from wekeep.watch.queries.finding import Answer, Found
from wekeep.watch.rules.sighting import Spot, check_spot, has_words

# A phone that is less sure than this does not know the block it stands in.
POINT_METRES = 400
_MOST_CHOICES = 6
# whether a point (lat, lon) lies in the area this network looks after
Inside = Callable[[float, float], bool]


@dataclass
class NoPlace(Exception):
    """The place could not be settled: `why` is an English sentence of the catalogues, `choices` what it may be, and
    `likely` says that the first of them is very likely meant."""

    why: str
    choices: list[Found] = field(default_factory=list)
    likely: bool = False
    values: dict[str, str] = field(default_factory=dict)

    def refusal(self) -> Refused:
        """Why, with what its sentence is filled with."""
        return Refused(self.why, **self.values)


def spot_at(lat: float, lon: float, accuracy: float | None = None, inside: Inside | None = None) -> Spot:
    """The spot of a pin or a position; Refused for one outside the area of the network, which `inside` knows, or else the
    database is asked."""
    check_spot(lat, lon, inside=True)
    check_spot(lat, lon, inside=(inside or finding.inside)(lat, lon))
    return Spot(lat, lon, coarse=accuracy is not None and accuracy > POINT_METRES)


def spot_in_words(text: str) -> tuple[Spot, str]:
    """The spot that `text` surely means, and its name on the map, which may be spelled otherwise; NoPlace where that cannot
    be said."""
    answer = finding.find(text) if has_words(text) else Answer()
    if answer.sure is None:
        raise _no_place(answer)
    return _spot(answer.sure), answer.sure.label


def settled(text: str, picked: tuple[float, float] | None = None) -> tuple[Spot, str]:
    """The spot that `text` means, or the one `picked` among those it may mean, and its name on the map.

    NoPlace where a person has to be asked: where nothing or several things fit, and where the one that does is called
    otherwise than was typed.
    """
    answer = finding.find(text) if has_words(text) else Answer()
    if picked is not None:
        found = _chosen([*answer.may_be, *finding.neighbourhoods()], picked)
    else:
        found = None if answer.by_likeness else answer.sure
    if found is None:
        raise _no_place(answer)
    return _spot(found), found.label


def _no_place(answer: Answer) -> NoPlace:
    if answer.no_map:
        return NoPlace(
            "This network has no map yet, so typed places cannot be found. Your words are still here. Send your phone's "
            "place instead, or tell the people who run this network."
        )
    if answer.by_likeness:
        return NoPlace(
            "Is this the place you mean? Choose it and send again, or type the place anew.",
            list(answer.may_be[:_MOST_CHOICES]),
            likely=True,
        )
    if answer.outside:
        return NoPlace("That place is outside the area this network looks after. Nothing was sent.")
    if answer.may_be:
        return NoPlace("More than one place fits. Choose the right one.", list(answer.may_be[:_MOST_CHOICES]))
    example = finding.example()
    if not example:
        return NoPlace("This place is not on our map. Choose the neighbourhood.", finding.neighbourhoods())
    return NoPlace(
        "This place is not on our map. Try a crossing such as %(example)s, or choose the neighbourhood.",
        finding.neighbourhoods(),
        values={"example": example},
    )


def _chosen(found: list[Found], picked: tuple[float, float]) -> Found | None:
    return next((one for one in found if pick_of(one) == pick_code(*picked)), None)


def pick_of(one: Found) -> str:
    """How a choice is written in a form."""
    return pick_code(one.lat, one.lon)


def pick_code(lat: float, lon: float) -> str:
    """A point to about ten centimetres."""
    return f"{lat:.6f},{lon:.6f}"


def read_pick(value: str) -> tuple[float, float]:
    """The point of a choice; Refused for anything else."""
    try:
        lat, lon = (float(part) for part in value.split(","))
    except ValueError:
        raise Refused("Choose one of the places.") from None
    return lat, lon


def _spot(one: Found) -> Spot:
    spot = spot_at(one.lat, one.lon)
    return Spot(spot.lat, spot.lon, coarse=one.coarse)
