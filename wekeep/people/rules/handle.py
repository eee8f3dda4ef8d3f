"""What a member is called: a pseudonym that says nothing about who they are."""

import re

from wekeep.kit.errors import Refused

_SHAPE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SHORTEST, LONGEST = 3, 24


def check_handle(typed: str) -> str:
    """The handle in lower case, or Refused with what would do."""
    handle = typed.strip().lower()
    if not SHORTEST <= len(handle) <= LONGEST or not _SHAPE.fullmatch(handle):
        raise Refused("A handle has 3 to 24 letters a to z, digits and single hyphens, and begins with a letter.")
    return handle
