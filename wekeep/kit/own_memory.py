"""Keeping a process's memory to itself: no file of it is left by a crash, and no other process of the same user looks into it."""

import ctypes
import resource
import sys
from typing import Final

# prctl(2)
_PR_SET_DUMPABLE: Final = 4


def leave_no_core() -> None:
    """Let a crash write no copy of the memory to the disk, whatever limits the process was started with (core(5))."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def let_nobody_look_in() -> None:
    """From here on only root reads this process's memory or stops it to look (ptrace(2), "Ptrace access mode checking"). It
    holds until another program is executed. Where there is no such thing as on Linux, only no core is left."""
    leave_no_core()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
