"""The tables of people, one noun a file."""

from wekeep.people.models.member import Duty, Grant, Member

__all__ = ["Duty", "Grant", "Member"]
