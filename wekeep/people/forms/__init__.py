"""Parsing of what people pages send, one noun a file."""

from wekeep.people.forms.members import AdmitForm, DutyForm, GrantForm, SignInForm, UnlockForm

__all__ = ["AdmitForm", "DutyForm", "GrantForm", "SignInForm", "UnlockForm"]
