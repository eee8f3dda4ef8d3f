"""Whom a batch goes to, as bytes: a code of sixteen letters for each address, and one byte on how it wants the letter."""

from collections.abc import Iterable, Iterator
from typing import Final

CODE: Final = 16
_QUIET, _SHOWN, _LANGUAGE, _RECEIPT = 1, 2, 2, 128
# the part of a manner that tells the variant
VARIANT: Final = _QUIET | _SHOWN | _RECEIPT


def pack_codes(codes: Iterable[str]) -> bytes:
    """The codes after each other, each of sixteen ASCII letters; shorter ones are filled up."""
    return "".join([code if len(code) == CODE else code.ljust(CODE) for code in codes]).encode("ascii")


def codes_in(packed: bytes | memoryview) -> list[str]:
    """The codes again, in their order."""
    text = bytes(packed).decode("ascii")
    codes = [text[start : start + CODE] for start in range(0, len(text), CODE)]
    return [code.rstrip() for code in codes] if " " in text else codes


def code_at(packed: bytes | memoryview, place: int) -> str:
    """The code at one place."""
    return bytes(packed[place * CODE : (place + 1) * CODE]).decode("ascii").rstrip()


def places_of(packed: bytes, code: str) -> Iterator[int]:
    """Every place at which `code` stands."""
    wanted, at = pack_codes([code]), -1
    while (at := packed.find(wanted, at + 1)) >= 0:
        if at % CODE == 0:
            yield at // CODE


def manner(language: int, *, quiet: bool, shown: bool, receipt: bool = False) -> int:
    """One byte: the language's place among the letter's (sorted by name; 31 at most), a sound or none, words or none, and
    whether the phone may say that it showed it."""
    return (language << _LANGUAGE) | (_SHOWN * shown) | (_QUIET * quiet) | (_RECEIPT * receipt)


def wants_receipt(byte: int) -> bool:
    """Whether the manner `byte` lets a phone say that it showed the letter."""
    return bool(byte & _RECEIPT)


def variant_of(byte: int) -> str:
    """ "q" for without a sound, "s" for with the words shown and "r" for with a receipt, as the manner `byte` says."""
    return ("q" if byte & _QUIET else "") + ("s" if byte & _SHOWN else "") + ("r" if byte & _RECEIPT else "")


def language_of(byte: int, names: Iterable[str]) -> str:
    """The language that the manner `byte` says, among the letter's."""
    return sorted(names)[(byte & ~_RECEIPT) >> _LANGUAGE]
