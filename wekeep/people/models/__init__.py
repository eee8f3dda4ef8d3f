"""The tables of people, one noun a file."""

from wekeep.people.models.factor import AppCode, FactorDue, FactorRemoval, Passkey, RecoveryCode
from wekeep.people.models.member import Duty, Grant, Member

__all__ = ["AppCode", "Duty", "FactorDue", "FactorRemoval", "Grant", "Member", "Passkey", "RecoveryCode"]
