"""How often Python looks through everything it holds for rings that nobody reaches any more."""

import gc
from typing import Final

# objects made since the last look, small looks before a middling one, middling ones before one at everything
_LOOKS: Final = (20_000, 20, 50)


def look_for_garbage_less_often() -> None:
    """Leave what is loaded by now out of every look, and look less often: a day's sightings in memory make a look at everything
    take as long as a page, and hardly anything here is left in rings."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_LOOKS)
