"""What a figure was measured on."""

import os
import platform
import time


def machine() -> str:
    """Processor, cores, Python, and how busy the machine was in the last minute."""
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo") as lines:
            model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def wait_for_quiet(below: float = 0.4, patience: float = 90.0) -> float:
    """Wait until the cores are nearly idle, `patience` seconds at most; returns the share that was busy at the end."""
    end = time.monotonic() + patience
    while True:
        busy = _busy_share(0.5)
        if busy < below or time.monotonic() > end:
            return busy


def _busy_share(seconds: float) -> float:
    before = _ticks()
    time.sleep(seconds)
    after = _ticks()
    total = sum(after) - sum(before)
    return 1 - (after[3] - before[3]) / total if total else 0.0


def _ticks() -> list[int]:
    with open("/proc/stat") as lines:
        return [int(n) for n in lines.readline().split()[1:9]]
