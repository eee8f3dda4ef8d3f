"""The tables of care."""

from wekeep.care.models.book import BookEntry, BookHead, BookLeg
from wekeep.care.models.brought import BroughtList, BroughtPart
from wekeep.care.models.concern import Apart, Concern, ConcernCopy, ConcernEar, ConcernParty, Feedback
from wekeep.care.models.driving import RunCall, StopOpening
from wekeep.care.models.fleet import Availability, Car, Destination
from wekeep.care.models.flood import PutAway
from wekeep.care.models.fund import Fund
from wekeep.care.models.helping import Helper, Offer
from wekeep.care.models.household import Household
from wekeep.care.models.rent import RentApproval, RentCase, RentClaim, RentPaper, RentPayment, RentRecount
from wekeep.care.models.request import News, Opening, Request, Turn
from wekeep.care.models.run import DayPlan, PastStop, PlanVersion, Run, Stop
from wekeep.care.models.stock import PickUp, StockEvent
from wekeep.care.models.trip import Bond, Rider, Trip

__all__ = [
    "Apart",
    "Availability",
    "Bond",
    "BookEntry",
    "BookHead",
    "BookLeg",
    "BroughtList",
    "BroughtPart",
    "Car",
    "Concern",
    "ConcernCopy",
    "ConcernEar",
    "ConcernParty",
    "DayPlan",
    "Destination",
    "Feedback",
    "Fund",
    "Helper",
    "Household",
    "News",
    "Offer",
    "Opening",
    "PastStop",
    "PickUp",
    "PlanVersion",
    "PutAway",
    "RentApproval",
    "RentCase",
    "RentClaim",
    "RentPaper",
    "RentPayment",
    "RentRecount",
    "Request",
    "Rider",
    "Run",
    "RunCall",
    "StockEvent",
    "Stop",
    "StopOpening",
    "Trip",
    "Turn",
]
