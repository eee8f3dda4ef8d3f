"""Text from strangers, made safe to keep: one normal form, no invisible characters, a bounded length, plain numbers."""

import re
import unicodedata

# Characters that change how other text is shown without being seen: zero width, direction overrides and isolates,
# soft hyphen, byte order mark, tags (UTS 39, "Unicode security mechanisms"). Joiners stay inside Arabic-script words,
# where they are spelling.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e0fff]"
)
_JOINER = re.compile(
    "(?<![\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff])[\u200c\u200d](?![\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff])"
)
# lone surrogates too: JSON can carry them, and no database or page can hold them
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_EMOJI_JOINER = re.compile(
    "(?<=[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d(?=[\U0001f000-\U0001faff\u2600-\u27bf])"
)
# two marks on a letter are spelling in some language; more of these are a tower over other people's text
_TOWERS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
# stands for a joiner that stays; private-use characters are taken out of what people send, so it cannot be theirs
_KEPT_JOINER = "\ue000"
# 64 bits hold every number of 18 digits
_LONGEST_NUMBER = 18
_MARK_RUN = re.compile(f"({_TOWERS}{{2}}){_TOWERS}+")


def clean(value: str, limit: int) -> str:
    """`value` in NFC without hidden or control characters, ends trimmed, at most `limit` characters.

    Line breaks are kept as "\\n". Cutting happens first, at four times the limit, so that hostile length costs nothing.
    """
    value = value[: limit * 4]
    if value.isascii() and value.isprintable():
        # plain letters, digits and signs have one form, and none of them is hidden: so is most of what comes in
        return value.strip()[:limit].rstrip()
    value = _LINE_BREAK.sub("\n", value)
    value = _HIDDEN.sub("", _CONTROL.sub("", value))
    # what is taken out may leave neighbours that belong together, so the normal form comes last
    value = _EMOJI_JOINER.sub(_KEPT_JOINER, value)
    value = _JOINER.sub("", value).replace(_KEPT_JOINER, "\u200d")
    value = _MARK_RUN.sub(r"\1", unicodedata.normalize("NFC", value))
    # a cut behind a joiner leaves it with nothing to join
    return value.strip()[:limit].rstrip().rstrip("\u200c\u200d").rstrip()


def clean_line(value: str, limit: int) -> str:
    """Like `clean`, on one line: every run of white space becomes one space."""
    return clean(" ".join(value[: limit * 4].split()), limit)


def whole_number(value: str) -> int | None:
    """The number that `value` writes in the digits 0 to 9, where it fits a database's column; None for anything else:
    "²" counts as a digit and is no number, and of thousands of digits Python makes none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER else None
