"""Text from strangers, made safe to keep: one normal form, no invisible characters, a bounded length."""

import re
import unicodedata

# Characters that change how other text is shown without being seen: zero width, direction overrides and isolates,
# soft hyphen, byte order mark, tags (UTS 39, "Unicode security mechanisms"). Joiners stay inside Arabic-script words,
# where they are spelling.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_JOINER = re.compile(
    "(?<![\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff])[\u200c\u200d](?![\u0600-\u06ff\u0700-\u08ff\u0900-\u0dff])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EMOJI_JOINER = re.compile(
    "(?<=[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d(?=[\U0001f000-\U0001faff\u2600-\u27bf])"
)
_MARK_RUN = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")


def clean(value: str, limit: int) -> str:
    """`value` in NFC without hidden or control characters, ends trimmed, at most `limit` characters.

    Line breaks are kept as "\\n". Cutting happens first, at four times the limit, so that hostile length costs nothing.
    """
    value = value[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    value = unicodedata.normalize("NFC", value)
    value = _EMOJI_JOINER.sub("\ue000", value)
    value = _JOINER.sub("", _HIDDEN.sub("", value)).replace("\ue000", "\u200d")
    value = _MARK_RUN.sub(r"\1", _CONTROL.sub("", value))
    return value.strip()[:limit].rstrip()


def clean_line(value: str, limit: int) -> str:
    """Like `clean`, on one line: every run of white space becomes one space."""
    return clean(" ".join(value[: limit * 4].split()), limit)
