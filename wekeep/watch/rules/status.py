"""Whether a thing is real or part of a drill."""

from enum import StrEnum


class Status(StrEnum):
    """`exercise` stays inside the network for ever: no drill can reach the public."""

    ACTUAL = "actual"
    EXERCISE = "exercise"


class Source(StrEnum):
    """How a sighting came in."""

    WEB = "web"
    API = "api"
    PASTE = "paste"
    TEXT = "text"
    IMPORT = "import"
    REPLAY = "replay"
