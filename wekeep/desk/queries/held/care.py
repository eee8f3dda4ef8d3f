"""What is held of households that ask for help."""

from django.utils.translation import gettext_noop

from wekeep.care.rules.concern import LONGEST_OPEN, ROW_KEPT, WORDS_KEPT
from wekeep.care.rules.concern import SEALED_FOR as CONCERN_SEALED_FOR
from wekeep.care.rules.feedback import APART_FOR
from wekeep.care.rules.list_state import SPANS
from wekeep.care.rules.list_state import State as ListState
from wekeep.care.rules.need import needs
from wekeep.care.rules.request import SEALED_FOR, TURNS, State
from wekeep.care.rules.run import KEPT_AFTER
from wekeep.desk.queries.held.terms import NOBODY, WITH_OWNER, Form, Holding, in_days, in_hours

_COORDINATORS = gettext_noop("Coordinators and navigators of the zone")
_OPENED = gettext_noop(
    "Coordinators of the zone, unlocked by their own words, and for a while whoever helps; each look is counted and logged"
)
_KEPT = [in_days(one.keep) for one in needs().values()]
_AFTER = {"soonest": min(_KEPT), "latest": max(_KEPT), "days": in_days(SEALED_FOR)}

CARE: tuple[Holding, ...] = (
    Holding(
        ("care.Request", "care.Household", "care.Turn", "care.News"),
        gettext_noop(
            "Requests: what is needed, the part of town, the language, by when, where it stands, and which member did what with it"
        ),
        Form.CLEAR,
        _COORDINATORS,
        gettext_noop("%(days)s days after the last of a household's requests is over and what was sealed is erased"),
        {"days": in_days(span) if (span := TURNS[State.CLOSED].span) else 0},
    ),
    Holding(
        ("care.Household",),
        gettext_noop(
            "Households: marks of their six words, and 16 bits of how they are reached, which many share and which ask whether two are the same"
        ),
        Form.MARKED,
        NOBODY,
        WITH_OWNER,
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop(
            "What households tell: how to reach them, where they live, what they wrote and answered; in the spaces of a text, a mark of each look"
        ),
        Form.SEALED,
        _OPENED,
        gettext_noop(
            "%(soonest)s to %(latest)s days after the last request is over, by what was needed; %(days)s days after it was asked at the latest; at once when taken back"
        ),
        _AFTER,
    ),
    Holding(
        ("care.PutAway",),
        gettext_noop("Presses by which forms that came in a flood were put away: when, and whose"),
        Form.CLEAR,
        gettext_noop("Coordinators of the zone; fund keepers"),
        WITH_OWNER,
    ),
    Holding(
        ("care.BroughtList",),
        gettext_noop("Lists of requests that a coordinator brought in: when, how many rows, which column was what"),
        Form.CLEAR,
        gettext_noop("The coordinator who brought it in"),
        gettext_noop("%(days)s days after it was brought in"),
        {"days": in_days(SPANS[ListState.DONE])},
    ),
    Holding(
        ("care.BroughtPart",),
        gettext_noop("The rows of a list until they are brought in or dropped"),
        Form.SEALED,
        gettext_noop(
            "The part of the program that brings it in, through the keeper; the coordinator who brought it in"
        ),
        gettext_noop("Until it is brought in; %(hours)s hours where nobody begins"),
        {"hours": in_hours(SPANS[ListState.SHOWN])},
    ),
    Holding(
        ("care.Helper",),
        gettext_noop(
            "How members want to help: languages, a part of town they chose, how far, how often and at which times, which seats they bring, until when they are away, and when they were last asked"
        ),
        Form.CLEAR,
        _COORDINATORS,
        gettext_noop("Until their access ends"),
    ),
    Holding(
        ("care.Offer",),
        gettext_noop("Which member was asked for which request, and what they said; a mark of the link they were sent"),
        Form.CLEAR,
        _COORDINATORS,
        WITH_OWNER,
    ),
    Holding(
        ("care.Opening", "care.StopOpening"),
        gettext_noop("To which member a household's words, number and address were opened, and until when"),
        Form.CLEAR,
        _COORDINATORS,
        WITH_OWNER,
    ),
    Holding(
        ("care.Destination", "care.StockEvent"),
        gettext_noop("Hubs, schools and clinics with their addresses, and what came to a hub's stock and went"),
        Form.CLEAR,
        _COORDINATORS,
        gettext_noop("As long as the network"),
    ),
    Holding(
        ("care.Car", "care.Availability"),
        gettext_noop("Cars of members, how they can be seated, and on which days their drivers can drive"),
        Form.CLEAR,
        _COORDINATORS,
        gettext_noop("Until their access ends"),
    ),
    Holding(
        ("care.Trip", "care.Rider", "care.Bond", "care.PickUp"),
        gettext_noop(
            "Trips: which destination, by when, how many boxes, how riders have to sit, who rides together or never does, and who fetches their own"
        ),
        Form.CLEAR,
        _COORDINATORS,
        WITH_OWNER,
    ),
    Holding(
        ("care.DayPlan", "care.PlanVersion", "care.Run", "care.Stop", "care.PastStop", "care.RunCall"),
        gettext_noop(
            "Plans of a day: which driver has which trips in which order, when they were told, what became of each stop, and which calls they asked for"
        ),
        Form.CLEAR,
        _COORDINATORS,
        gettext_noop("%(days)s days after the day"),
        {"days": KEPT_AFTER.days},
    ),
    Holding(
        ("care.Feedback",),
        gettext_noop("How help went, as households and helpers say: one of a few choices"),
        Form.CLEAR,
        _COORDINATORS,
        WITH_OWNER,
    ),
    Holding(
        ("care.Concern", "care.ConcernParty", "care.ConcernCopy", "care.ConcernEar"),
        gettext_noop(
            "That somebody said something is wrong: of which kind, about which members, who was told, who read it when, how it ended"
        ),
        Form.CLEAR,
        gettext_noop("Two members who have no part in it; stewards read how many lack a listener"),
        gettext_noop("%(days)s days after it was closed, which it is %(open)s days after it was said at the latest"),
        {"days": in_days(ROW_KEPT), "open": in_days(LONGEST_OPEN)},
    ),
    Holding(
        ("vault.Seal",),
        gettext_noop("What somebody says is wrong, in their words"),
        Form.SEALED,
        gettext_noop(
            "Two members who have no part in it, unlocked by their own words; each look is counted and logged"
        ),
        gettext_noop("%(words)s days after it was closed; %(days)s days after it was said at the latest"),
        {"words": in_days(WORDS_KEPT), "days": in_days(CONCERN_SEALED_FOR)},
    ),
    Holding(
        ("care.Apart",),
        gettext_noop("Which helper is not sent again to whoever shares 16 bits of a household's number; not why"),
        Form.CLEAR,
        NOBODY,
        gettext_noop("%(days)s days"),
        {"days": in_days(APART_FOR)},
    ),
)
