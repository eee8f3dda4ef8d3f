"""The keeper's way of saying no."""

from wekeep.kit.keeper_messages import No


class Denied(Exception):
    """The request is refused; `why` is all that the other side learns."""

    def __init__(self, why: No) -> None:
        super().__init__(why.value)
        self.why = why
