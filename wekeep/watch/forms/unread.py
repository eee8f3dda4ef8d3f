"""What is said of a body that cannot be read: fields that are missing, unknown or of the wrong kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _


def unread(errors: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, list[str]]:
    """The sentences by field, from pydantic's errors, each with the field it is about; never with the value that was sent."""
    said: dict[str, list[str]] = {}
    for field, error in errors:
        said.setdefault(field, []).append(_say(error))
    return said


def _say(error: Mapping[str, Any]) -> str:
    if error["type"] == "missing":
        return _("This is missing.")
    if error["type"] == "extra_forbidden":
        return _("No such field is known.")
    return _("This cannot be read: %(why)s.") % {"why": str(error["msg"]).removeprefix("Value error, ")}
