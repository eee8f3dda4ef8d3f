"""The tables of care."""

from wekeep.care.models.book import BookEntry, BookHead, BookLeg
from wekeep.care.models.fund import Fund
from wekeep.care.models.helping import Helper, Offer
from wekeep.care.models.household import Household
from wekeep.care.models.rent import RentApproval, RentCase, RentClaim, RentPaper, RentPayment, RentRecount
from wekeep.care.models.request import News, Opening, Request, Turn

__all__ = [
    "BookEntry",
    "BookHead",
    "BookLeg",
    "Fund",
    "Helper",
    "Household",
    "News",
    "Offer",
    "Opening",
    "RentApproval",
    "RentCase",
    "RentClaim",
    "RentPaper",
    "RentPayment",
    "RentRecount",
    "Request",
    "Turn",
]
