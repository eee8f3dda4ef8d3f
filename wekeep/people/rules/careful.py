"""Words about someone's immigration status or numbers of papers, found so that they can be taken out before they are kept."""

import re

_PHRASES = (
    # English
    r"undocumented|unauthori[sz]ed immigrant|illegal (?:alien|immigrant)s?|green ?card|permanent resident|asylum(?: ?seeker)?s?|"
    r"refugee status|daca|dreamer|t\.?p\.?s\.? holder|temporary protected status|work permit|[a-z]-?\d? visa|visa (?:expired|overstay)|"
    r"overstay(?:ed)?|deport(?:ation|ed|able)|removal order|immigration (?:status|case|court|judge)|citizenship|naturali[sz]ed|"
    r"(?:not|non)[ -]?(?:a )?citizen|no papers|without papers|my papers",
    # Spanish
    r"indocumentad[oa]s?|sin papeles|mis papeles|tarjeta verde|residente permanente|asilo|refugiad[oa]|estatus migratorio|"
    r"permiso de trabajo|deporta(?:ción|d[oa]|ron)|orden de (?:deportación|expulsión)|ciudadanía|mi visa|visa vencida",
    # Somali
    r"sharci la'?aan|sharci ma lihi|kaarka cagaaran|magangelyo|tarxiil|dal[- ]ku[- ]gal|muwaadinnimo",
    # Hmong
    r"tsis muaj ntawv|ntawv ntsuab|thoj nam|raug xa rov qab|pej xeem meskas",
    # Arabic
    r"بدون أوراق|بلا أوراق|غير قانوني|البطاقة الخضراء|لجوء|لاجئ|ترحيل|إقامة دائمة|تصريح عمل|تأشيرة|الجنسية",
)
_STATUS = re.compile(r"(?<!\w)(?:" + "|".join(_PHRASES) + r")(?!\w)", re.IGNORECASE)
# A-numbers (A and 8 or 9 digits) and social security numbers, however they are spaced
_PAPER_NUMBER = re.compile(
    r"(?<!\w)a[ -#]?\d{2,3}[ -]?\d{3}[ -]?\d{3}(?!\w)|(?<!\d)\d{3}[ -]\d{2}[ -]\d{4}(?!\d)", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n؟。]+[.!?\n؟。]*\s*")


def tells_status(text: str) -> bool:
    """Whether `text` seems to say something of someone's immigration status, or holds the number of a paper.

    It errs on the side of asking: the one who wrote it decides.
    """
    return bool(_STATUS.search(text) or _PAPER_NUMBER.search(text))


def without_status(text: str) -> str:
    """`text` without the sentences that seem to tell it."""
    return "".join(part for part in _SENTENCE.findall(text) if not tells_status(part)).strip()
