"""What somebody asks about who wonders whether an alert is ours: codes, links of ours, or a link that leads elsewhere."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 2_000
_CODE: Final = re.compile(r"(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])")
_BETWEEN: Final = re.compile(r"[\s,;()<>\"'“”«»]+")
# what stands around a word in a sentence; "code:" in front of one too
_AROUND: Final = ".!?:…*_"
_LABEL: Final = re.compile(r"[^\W\d_]+:(?=[0-9a-z]{16}$)")
_NAME: Final = re.compile(r"[\w.-]+\.[^\W\d_]{2,}(?::\d+)?[/\\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """`codes`: those that may be ours, however many. `elsewhere`: a link is in it that does not lead to us, whatever else is:
    a forged message may carry a true code."""

    codes: frozenset[str]
    elsewhere: bool


def read(text: str, hosts: Collection[str]) -> Asked:
    """What stands in a code, a link or a whole message, of which `LONGEST` letters are read. `hosts` are ours, each with its
    port where it has one, in lower case. What a browser might read in two ways is no link of ours."""
    codes, elsewhere = set[str](), False
    for word in _BETWEEN.split(text[:LONGEST].lower()):
        bare = _LABEL.sub("", word.strip(_AROUND))
        found = _CODE.findall(word)
        if _CODE.fullmatch(bare):
            codes.add(bare)
        elif found or "://" in word or _NAME.match(word):
            ours = _path_of_ours(word, hosts)
            elsewhere = elsewhere or ours is None
            codes.update(_CODE.findall(ours or ""))
    return Asked(frozenset(codes), elsewhere)


def _path_of_ours(link: str, hosts: Collection[str]) -> str | None:
    """The path of a link that leads to us; None where it leads anywhere else, or nobody knows where."""
    if "\\" in link or not link.isprintable():
        return None
    try:
        parts = urlsplit(link if "://" in link else f"//{link}")
    except ValueError:
        return None
    return parts.path if parts.scheme in ("", "http", "https") and parts.netloc in hosts else None
