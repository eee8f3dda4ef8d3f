"""The abilities page: everything a person can be allowed to do, as sentences, and which role may do it."""

from enum import StrEnum


class Ability(StrEnum):
    """What someone may do; the value finishes the sentence "This person …"."""

    SEE_BOARD = "sees the live board of the zone"
    BE_ON_DUTY = "says when they are on duty in the zone and is told of unconfirmed sightings then"
    FILE_FOR_OTHERS = "files a sighting that someone else told them, by paste or by phone"
    VERIFY = "claims a verification in the zone and gives its outcome"
    ASK_VERIFIER = "asks a verifier of the zone to look"
    EDIT_INCIDENTS = "splits and merges incidents of the zone"
    SEND_ALERTS = "sends an alert, an update, a cancel or an all clear in the zone"
    AGREE_TO_ALERTS = "agrees, as the second person, to an alert in the zone that reaches many"
    AGREE_TO_POWERS = "agrees, as the second person, to what a steward of the zone asks for"
    KEEP_FOR_COURT = "asks that records of the zone be kept for a court, which takes a second person"
    AGREE_TO_HOLDS = "agrees, as the second person, that records they can open are kept for a court"
    RUN_DRILLS = "runs drills in the zone, which never reach the public"
    APPOINT = "admits members and grants roles"
    SCREEN = "reads applications of the zone, screens them and writes down what was seen of a person"
    REVIEW_TRUST = "opens who vouched for whom when a member is removed"
    SEE_JOURNAL = "reads the record of what was done"
    STOP_SENDING = "stops everything that is sent, and asks for a second person to start it again"
    AGREE_TO_SENDING = "agrees, as the second person, that sending starts again or a letter goes out meanwhile"
    LOCK_EVERYONE = "locks every unlocked session of everyone at once"
    KEEP_OUTLETS = "names, with a second person, the groups and rooms that alerts of the zone are posted to"
    SEE_CHANNELS = "sees whether each channel works"
    SEE_REQUESTS = "sees what is asked for in the zone: need, rough area, language and window"
    TAKE_REQUESTS = "writes down a request for somebody who calls"
    SORT_REQUESTS = "reads what a household of the zone wrote, sorts it and finds who helps"
    BRING_HELP = "brings help in the zone, and opens where to only once a coordinator has handed it over"
    PLAN_RUNS = "plans rides and deliveries of the zone"
    KEEP_STOCK = "writes down what comes to a hub of the zone and goes"
    DRIVE_RUNS = "drives what was planned, and opens where to only stop by stop"
    HEAR_CONCERNS = (
        "is told in confidence, as one of two, when somebody says that something is wrong with how help went"
    )
    TAKE_RENT = "takes in rent applications of the zone, says which papers were seen and puts the amount down"
    APPROVE_RENT = "approves rent applications of the zone that two others filed and checked, reckoning the amount anew"
    PAY_RENT = "pays what others approved in the zone"
    KEEP_FUNDS = (
        "writes gifts into the book, undoes entries and asks for new rules of a fund, which take a second person"
    )
    AGREE_TO_FUNDS = "agrees, as the second person, to the rules of a fund"
    SEE_BOOK = "reads the book of the funds"
    ASK_MONEY_BACK = "asks a fund for what they spend on others, before or after they spend it"


class Role(StrEnum):
    """A role, held by a member in one zone or in every zone, for a time."""

    MEMBER = "member"
    OBSERVER = "observer"
    VERIFIER = "verifier"
    DISPATCHER = "dispatcher"
    STEWARD = "steward"
    VETTER = "vetter"
    HELPER = "helper"
    DRIVER = "driver"
    CARER = "carer"
    NAVIGATOR = "navigator"
    COORDINATOR = "coordinator"
    FUND_KEEPER = "fund_keeper"
    FUND_STEWARD = "fund_steward"
    PAYER = "payer"
    TREASURER = "treasurer"


_ON_THE_BOARD = frozenset({Ability.SEE_BOARD, Ability.BE_ON_DUTY, Ability.FILE_FOR_OTHERS})

ROLES: dict[Role, frozenset[Ability]] = {
    Role.MEMBER: frozenset(),
    Role.OBSERVER: _ON_THE_BOARD,
    Role.VERIFIER: _ON_THE_BOARD | {Ability.VERIFY, Ability.AGREE_TO_ALERTS},
    Role.DISPATCHER: _ON_THE_BOARD
    | {
        Ability.ASK_VERIFIER,
        Ability.EDIT_INCIDENTS,
        Ability.SEND_ALERTS,
        Ability.AGREE_TO_ALERTS,
        Ability.AGREE_TO_POWERS,
        Ability.AGREE_TO_HOLDS,
        Ability.RUN_DRILLS,
        Ability.SEE_CHANNELS,
        Ability.STOP_SENDING,
        Ability.AGREE_TO_SENDING,
        Ability.LOCK_EVERYONE,
    },
    Role.STEWARD: frozenset(
        {
            Ability.APPOINT,
            Ability.AGREE_TO_POWERS,
            Ability.KEEP_FOR_COURT,
            Ability.REVIEW_TRUST,
            Ability.SEE_JOURNAL,
            Ability.KEEP_OUTLETS,
            Ability.SEE_CHANNELS,
            Ability.STOP_SENDING,
            Ability.AGREE_TO_SENDING,
            Ability.LOCK_EVERYONE,
        }
    ),
    Role.VETTER: frozenset({Ability.SCREEN, Ability.AGREE_TO_HOLDS, Ability.HEAR_CONCERNS}),
    Role.HELPER: frozenset({Ability.BRING_HELP}),
    Role.DRIVER: frozenset({Ability.BRING_HELP, Ability.DRIVE_RUNS, Ability.ASK_MONEY_BACK}),
    Role.CARER: frozenset({Ability.BRING_HELP, Ability.DRIVE_RUNS, Ability.ASK_MONEY_BACK}),
    Role.NAVIGATOR: frozenset({Ability.SEE_REQUESTS, Ability.TAKE_REQUESTS, Ability.BRING_HELP, Ability.HEAR_CONCERNS}),
    Role.COORDINATOR: frozenset(
        {
            Ability.SEE_REQUESTS,
            Ability.TAKE_REQUESTS,
            Ability.SORT_REQUESTS,
            Ability.BRING_HELP,
            Ability.PLAN_RUNS,
            Ability.KEEP_STOCK,
            Ability.HEAR_CONCERNS,
        }
    ),
    # one person may check one case and approve another; that nobody does both to the same one, the rules and the database see to
    Role.FUND_KEEPER: frozenset({Ability.TAKE_RENT, Ability.APPROVE_RENT, Ability.AGREE_TO_FUNDS}),
    Role.FUND_STEWARD: frozenset({Ability.KEEP_FUNDS, Ability.AGREE_TO_FUNDS, Ability.SEE_BOOK}),
    Role.PAYER: frozenset({Ability.PAY_RENT}),
    Role.TREASURER: frozenset({Ability.SEE_BOOK}),
}


WHEN_PUT_BACK = frozenset({Ability.AGREE_TO_POWERS, Ability.SEE_JOURNAL, Ability.LOCK_EVERYONE})
"""What is left of a role while the network was put back from a backup and two persons have not agreed to go on."""


def roles_with(ability: Ability) -> frozenset[Role]:
    """The roles that carry `ability`."""
    return frozenset(role for role, abilities in ROLES.items() if ability in abilities)
