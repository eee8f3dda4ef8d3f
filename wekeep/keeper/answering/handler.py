"""What answers a request: a function from the keeper's inside and what was asked to the answer; Denied or Broken refuse."""

from collections.abc import Callable
from typing import Any

from wekeep.keeper.inside import Inside
from wekeep.kit.keeper_messages import Answer

Handler = Callable[[Inside, Any], Answer]
Handlers = dict[type[Any], Handler]
