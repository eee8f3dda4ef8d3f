"""The tables of care."""

from wekeep.care.models.household import Household
from wekeep.care.models.request import News, Opening, Request, Turn

__all__ = ["Household", "News", "Opening", "Request", "Turn"]
