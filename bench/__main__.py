"""`./dev bench [NAME …]`: runs one bench or all of them; each prints its figures, its peer or limit, and the machine."""

import importlib
import sys

BENCHES = {
    "merging": "bench.merging",
    "intake": "bench.intake",
    "board": "bench.board",
    "alerts": "bench.alert5000",
    "pages": "bench.pages",
}


def main(words: list[str]) -> int:
    """Run the benches named, or every one; the exit code is the number that missed their aim."""
    unknown = [word for word in words if word not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    missed = 0
    for name in words or BENCHES:
        print(f"== {name}", flush=True)
        missed += bool(importlib.import_module(BENCHES[name]).main([]))
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
