"""`./dev bench [NAME …] [--WORDS …]`: runs one bench or all of them; each prints its figures, its peer or limit, and the machine.

What begins with two dashes, and what follows it, is handed to the bench: `./dev bench runs --pdptw FILE --seconds 5`.
"""

import subprocess
import sys

BENCHES = {
    "flood": "bench.flood",
    "scenes": "bench.report_scenes",
    "paste": "bench.report_paste",
    "merging": "bench.merging",
    "intake": "bench.intake",
    "durable": "bench.durable",
    "joining": "bench.joining",
    "board": "bench.board",
    "streams": "bench.open_streams",
    "pages": "bench.public_pages",
    "dynamic": "bench.dynamic",
    "alerts": "bench.alert5000",
    "audience": "bench.audience",
    "alert100k": "bench.alert100k",
    "pushes": "bench.push_rate",
    "keeper": "bench.keeper",
    "queue": "bench.queue",
    "care": "bench.care",
    "book": "bench.book",
    "login": "bench.login",
    "runs": "bench.runs",
}


def main(words: list[str]) -> int:
    """Run the benches named, or every one; the exit code is the number that missed their aim or failed."""
    begins = next((place for place, word in enumerate(words) if word.startswith("--")), len(words))
    words, handed = words[:begins], words[begins:]
    unknown = [word for word in words if word not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    missed = 0
    for name in words or BENCHES:
        print(f"== {name}", flush=True)
        missed += subprocess.run([sys.executable, "-m", BENCHES[name], *handed], check=False).returncode != 0
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
