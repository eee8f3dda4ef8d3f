"""The ways of saying no that every floor understands."""


class Refused(Exception):
    """A rule says no, in words fit to show to the person who asked.

    `why` is an English sentence that stands in the catalogues, with `%(name)s` places for `values`; the door that shows
    it translates first and fills in afterwards. `str()` gives the English.
    """

    def __init__(self, why: str, /, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    def __str__(self) -> str:
        return self.why % self.values if self.values else self.why


class NotAllowed(Refused):
    """The actor lacks the ability."""


class Locked(Refused):
    """The session is locked; its owner unlocks it with their passphrase and asks again."""


class NotFound(Exception):
    """Absent, or not for this actor: the two look the same."""


class TooMany(Refused):
    """One source asks too often; `seconds` says when to try again. `status` is that of HTTP."""

    status = 429

    def __init__(self, why: str, seconds: int) -> None:
        super().__init__(why, seconds=seconds)
        self.seconds = seconds


class Busy(TooMany):
    """Nobody can be served just now, whoever asks; the same may be tried again."""

    status = 503


class Gone(Exception):
    """It was here and has expired or been withdrawn; there is nothing more to say about it."""


class BadSetting(Exception):
    """A setting has a value that cannot be used; the message names it and says what would do."""
