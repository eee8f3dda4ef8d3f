"""Reads a file of pasted messages into a file of fields: `python -m bench.paste_file FILE.jsonl --out FILE.jsonl`."""

import argparse
import sys
from pathlib import Path

from wekeep.watch.rules.paste.bulk import BadLine, read_lines


def main(argv: list[str] | None = None) -> int:
    """Read every line, or name the first that cannot be read and write nothing."""
    parser = argparse.ArgumentParser(
        description="Read pasted messages {id, text, sent_at} into the fields of a sighting."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(argv)
    try:
        with asked.file.open("rb") as lines:
            written = list(read_lines(lines))
    except (BadLine, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    asked.out.write_text("".join(line + "\n" for line in written), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
