"""The tables of people, one noun a file."""

from wekeep.people.models.application import Application, Decision
from wekeep.people.models.evidence import Seen, Standing
from wekeep.people.models.factor import AppCode, FactorDue, FactorRemoval, Passkey, RecoveryCode
from wekeep.people.models.member import Duty, Grant, Member, Pseudonym
from wekeep.people.models.put_back import PutBack
from wekeep.people.models.vouch import Vouch

__all__ = [
    "AppCode",
    "Application",
    "Decision",
    "Duty",
    "FactorDue",
    "FactorRemoval",
    "Grant",
    "Member",
    "Passkey",
    "Pseudonym",
    "PutBack",
    "RecoveryCode",
    "Seen",
    "Standing",
    "Vouch",
]
