"""What other packages keep of something sealed to the installation itself."""

from dataclasses import dataclass

from wekeep.kit.keeper_messages import Served
from wekeep.kit.service_seal import WRAP_SIZE


@dataclass(frozen=True, slots=True)
class Sealed:
    """Bytes to keep with a row, and the day (YYYY-MM-DD, UTC) after which nobody opens them."""

    bucket: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A row's sealed bytes as they were found, to be opened: `record` is what they were sealed for."""

    record: str
    bucket: str
    sealed: bytes


def shown_to_keeper(kind: str, one: Kept) -> Served:
    """The part that the keeper sees: never the text."""
    return Served(kind, one.record, one.bucket, one.sealed[:WRAP_SIZE])
