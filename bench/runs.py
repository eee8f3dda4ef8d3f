"""`./dev bench runs [--pdptw FILE …] [--seconds N] [--alone]`: how good plans are, and how soon.

With files: each in the format of Li and Lim, ours beside each of the three solvers alone at equal time (`--alone` leaves those out), and
the gap to the best known where a best_known.csv lies beside the file. Takes four times the seconds for each file.
Without: a school run, a delivery round, a driver who drops out, and the checker, all made up by seeds; then what a coordinator waits for
at the page of such a plan. Two minutes and a half.
"""

import argparse
import sys
from pathlib import Path

from bench.machine import machine
from bench.runs_daily import report as daily
from bench.runs_desk import report as desk
from bench.runs_pdptw import report
from bench.runs_peers import PEERS


def main() -> int:
    """Run what is asked; 1 where an aim was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdptw", type=Path, nargs="+", default=[])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--alone", action="store_true", help="without the single solvers")
    asked = parser.parse_args()
    print(machine())
    peers = {} if asked.alone else PEERS
    fine = report(asked.pdptw, asked.seconds, peers) if asked.pdptw else all([daily(), desk()])
    print("reached" if fine else "missed")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
