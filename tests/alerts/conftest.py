"""Neighbours who subscribe, for the tests of alerts."""

from tests.channels.conftest import mail, ntfy, push

__all__ = ["mail", "ntfy", "push"]
