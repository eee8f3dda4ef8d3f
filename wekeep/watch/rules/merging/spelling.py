"""One typing slip more or less: which spellings of a word are taken for the same."""

from functools import lru_cache

FORGIVING_LENGTH = 5


@lru_cache(maxsize=20_000)
def spellings(name: str) -> frozenset[str]:
    """`name` and, for longer ones, `name` with any one letter left out: two names one slip apart share a spelling."""
    if len(name) < FORGIVING_LENGTH or not name.isalpha():
        return frozenset((name,))
    return frozenset({name} | {name[:at] + name[at + 1 :] for at in range(len(name))})
