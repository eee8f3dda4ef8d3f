"""The keeper: one request after the other, each answered by the function that stands for it, or refused in one word."""

import sqlite3
from pathlib import Path
from typing import Final

from wekeep.keeper.answering import keys, log, powers, reading, sending
from wekeep.keeper.answering.handler import Handlers
from wekeep.keeper.budgets import Class, Limit
from wekeep.keeper.denied import Denied
from wekeep.keeper.inside import Clock, Inside
from wekeep.kit import clock
from wekeep.kit import keeper_messages as say
from wekeep.kit.envelope import Broken
from wekeep.kit.keeper_messages import No

HANDLERS: Final[Handlers] = keys.HANDLERS | reading.HANDLERS | powers.HANDLERS | sending.HANDLERS | log.HANDLERS


class Keeper:
    """Answers requests from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        now: Clock = clock.now,
        limits: dict[Class, Limit] | None = None,
        caps: dict[say.Use, int] | None = None,
        brake: say.Limits | None = None,
    ) -> None:
        self._inside = Inside(path, now=now, limits=limits, caps=caps, brake=brake)
        # what time brings, the operator's words, and the end
        self.tick, self.unseal, self.close = self._inside.tick, self._inside.unseal, self._inside.close

    def answer(self, request: say.Message) -> say.Answer:
        """The answer; a refusal says why in one word and nothing else."""
        handler = HANDLERS.get(type(request))
        if handler is None:
            return say.Refusal(No.MALFORMED)
        try:
            return handler(self._inside, request)
        except Denied as denied:
            return say.Refusal(denied.why)
        except Broken:
            return say.Refusal(No.BROKEN)
        except sqlite3.Error:
            if self._inside.open:
                self._inside.open.log.begin_anew()
            return say.Refusal(No.BUSY)
