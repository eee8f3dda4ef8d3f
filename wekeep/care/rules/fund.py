"""What a fund may pay for, whom, where and how much, and how many approvals a sum takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wekeep.care.rules.rent import FOR_CARERS, Kind, Payee
from wekeep.kit.actor import EVERY_ZONE
from wekeep.kit.errors import Refused
from wekeep.kit.money import CURRENCIES, MOST

FEWEST: Final = 2
MOST_APPROVALS: Final = 3
# For what carers spend on groceries a fund may ask for one approval, up to this much.
ALONE_UP_TO: Final = 100_00


@dataclass(frozen=True, slots=True)
class Band:
    """Sums up to `cents` take so many approvals."""

    cents: int
    approvals: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a fund. `zones` names where the helped live, ("*",) for anywhere; the last band says the most that is
    paid at once."""

    currency: str
    kinds: frozenset[Kind]
    payees: frozenset[Payee]
    zones: frozenset[str]
    bands: tuple[Band, ...]
    most_months: int

    @property
    def most(self) -> int:
        """The most that is paid at once, in cents."""
        return self.bands[-1].cents

    def as_json(self) -> dict[str, Any]:
        """Plain values, the same for the same terms."""
        return {
            "currency": self.currency,
            "kinds": sorted(self.kinds),
            "payees": sorted(self.payees),
            "zones": sorted(self.zones),
            "bands": [[one.cents, one.approvals] for one in self.bands],
            "most_months": self.most_months,
        }


def from_json(said: Mapping[str, Any]) -> Terms:
    """The terms that `as_json` wrote."""
    return Terms(
        said["currency"],
        frozenset(Kind(kind) for kind in said["kinds"]),
        frozenset(Payee(payee) for payee in said["payees"]),
        frozenset(said["zones"]),
        tuple(Band(cents, approvals) for cents, approvals in said["bands"]),
        said["most_months"],
    )


def check_terms(terms: Terms) -> None:
    """Refuse terms by which money would go out on one person's word, or that contradict themselves."""
    if terms.currency not in CURRENCIES:
        raise Refused("Choose one of the currencies that are offered.")
    if not terms.kinds or not terms.payees or not terms.zones:
        raise Refused("Say what the fund pays for, whom it pays, and where.")
    if not 1 <= terms.most_months <= 12:
        raise Refused("A fund pays for one month to twelve at once.")
    _check_bands(terms.bands)


def _check_bands(bands: tuple[Band, ...]) -> None:
    sums, yes = [one.cents for one in bands], [one.approvals for one in bands]
    if not bands or sums != sorted(set(sums)) or not 0 < sums[0] <= sums[-1] <= MOST:
        raise Refused("Name the bands from the smallest sum to the largest.")
    if yes != sorted(yes) or yes[-1] > MOST_APPROVALS or yes[0] < 1:
        raise Refused("A larger sum never takes fewer approvals, and none takes more than three.")
    if any(one.approvals < FEWEST and one.cents > ALONE_UP_TO for one in bands):
        raise Refused("One approval is enough for 100 at most, and only for what carers spend.")


def approvals_for(terms: Terms, kind: Kind, cents: int) -> int:
    """How many people must say yes to this sum: never fewer than two, but for small sums that carers spent."""
    band = next((one for one in terms.bands if cents <= one.cents), terms.bands[-1])
    return band.approvals if kind in FOR_CARERS else max(FEWEST, band.approvals)


def approvals_for_claim(terms: Terms, kind: Kind, cents: int, *, lately: int, like_another: bool) -> int:
    """The same for what a carer claims who claimed `lately` so many cents besides: one yes is enough neither where small sums add up to
    more than one yes takes, nor for a claim that is like another of theirs."""
    needed = approvals_for(terms, kind, cents)
    together = approvals_for(terms, kind, cents + lately) if kind in FOR_CARERS else needed
    return max(needed, FEWEST) if like_another or together > 1 else needed


def check_pays(terms: Terms, *, kind: Kind, payee: Payee, zone: str, months: int, cents: int) -> None:
    """Refuse what the fund is not for, in words that say which of its rules it is."""
    if kind not in terms.kinds:
        raise Refused("This fund does not pay for that.")
    if payee not in terms.payees:
        raise Refused("This fund does not pay that kind of payee.")
    if EVERY_ZONE not in terms.zones and zone not in terms.zones:
        raise Refused("This fund is for other neighbourhoods.")
    if months > terms.most_months:
        raise Refused("This fund pays for fewer months at once.")
    if cents <= 0:
        raise Refused("Put down an amount.")
    if cents > terms.most:
        raise Refused("This is more than the fund pays at once.")
