"""Reading a list of requests out of a spreadsheet's text: which column is what, and what is wrong with a row."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wekeep.care.rules.cells import codes_in, day_in, is_formula, number_of, plain, soon
from wekeep.care.rules.household import Contact, digits_of
from wekeep.care.rules.window import Urgency
from wekeep.kit.errors import Refused

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LINE, LONGEST_AREA = 40_000, 60, 1500, 160, 120


class Column(StrEnum):
    """What a column can be."""

    CONTACT = "contact"
    CONTACT_KIND = "contact_kind"
    NAME = "name"
    HOURS = "hours"
    AREA = "area"
    ADDRESS = "address"
    ENTRANCE = "entrance"
    NEEDS = "needs"
    URGENCY = "urgency"
    LANGUAGE = "language"
    ABOUT = "about"


class Fault(StrEnum):
    """Why a row is left out."""

    NO_CONTACT = "no_contact"
    BAD_CONTACT = "bad_contact"
    NO_NEED = "no_need"
    UNKNOWN_NEED = "unknown_need"
    NO_PLACE = "no_place"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    # not by what stands in it alone: whoever brought the list in wanted such rows left out; or the database did not take it
    AS_WISHED = "as_wished"
    NOT_TAKEN = "not_taken"


# How lists name their columns, in the languages of the network and as forms export them.
_ALIASES: dict[Column, str] = {
    Column.CONTACT: "contact|phone|phone number|telephone|tel|mobile|cell|cell phone|number|whatsapp|signal|email|e mail|telefono|"
    "numero de telefono|celular|movil|correo|taleefan|taleefoon|telefoon|lambarka|lambarka taleefanka|iimayl|هاتف|رقم الهاتف|الهاتف|"
    "جوال|موبايل|بريد|xov tooj|tus xov tooj|how can we reach you|best phone number",
    Column.CONTACT_KIND: "contact kind|contact method|preferred contact|how to contact|channel|metodo de contacto|como contactar|"
    "sida loola xiriiro|طريقة التواصل|hu li cas",
    Column.NAME: "name|full name|first name|household|family|nombre|nombre completo|familia|magac|magaca|magaca oo buuxa|qoyska|اسم|"
    "الاسم|الاسم الكامل|npe|lub npe|what may we call you",
    Column.HOURS: "hours|safe hours|best time|when to call|best time to call|horario|mejor hora|cuando llamar|waqtiga|goorta la soo waco|"
    "وقت الاتصال|أفضل وقت|sijhawm hu",
    Column.AREA: "area|part of town|neighborhood|neighbourhood|district|zone|barrio|vecindario|zona|colonia|xaafadda|xaafad|deegaanka|"
    "الحي|المنطقة|حي|zej zog|thaj chaw",
    Column.ADDRESS: "address|street|street address|home address|direccion|calle|domicilio|cinwaan|cinwaanka|ciwaanka|عنوان|العنوان|"
    "chaw nyob|qhov chaw nyob",
    Column.ENTRANCE: "entrance|apartment|apt|unit|door|delivery notes|entrada|apartamento|departamento|albaabka|guriga|الشقة|المدخل|qhov rooj",
    Column.NEEDS: "need|needs|request|requests|type|help needed|what do you need|service|necesidad|necesidades|que necesita|pedido|"
    "solicitud|ayuda|baahi|baahida|codsi|waxa aad u baahan tahay|احتياج|الاحتياجات|الحاجة|الطلب|xav tau|xav tau dab tsi",
    Column.URGENCY: "urgency|how soon|when|by when|priority|urgencia|cuando|prioridad|degdeg|goorma|الاستعجال|متى|الأولوية|thaum twg|ceev",
    Column.LANGUAGE: "language|languages|preferred language|spoken language|idioma|lengua|luqad|luqadda|af|اللغة|لغة|lus|hom lus",
    Column.ABOUT: "about|notes|note|comments|comment|details|other|anything else|notas|comentarios|detalles|otro|faahfaahin|qoraal|"
    "fiiro gaar ah|ملاحظات|تفاصيل|sau ntxiv|lus ntxiv",
}
_DELIMITERS = ",;\t|"
# Excel's own first line, which says what stands between the cells.
_SAYS_DELIMITER = re.compile(r"\s*\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# What stands where nobody knew the language.
_NOT_SAID = frozenset({"", "n a", "na", "none", "any", "unknown", "no"})
OTHER_LANGUAGE = "other"


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was handed in: the names of its columns, and its rows, each as long as those."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words in cells mean: `needs`, `urgencies`, `kinds` and `languages`, each from a plain word to its code."""

    needs: Mapping[str, str]
    urgencies: Mapping[str, str]
    kinds: Mapping[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What holds where a row says nothing: the need ("" for none), how soon, and the language. `today` is the day from which days in
    cells count."""

    need: str
    urgency: Urgency
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class Row:
    """One household of a list, as its cells say; empty texts where they say nothing."""

    contact: str
    kind: Contact
    needs: tuple[str, ...]
    urgency: Urgency
    language: str
    name: str
    hours: str
    area: str
    address: str
    entrance: str
    about: str


_KNOWN = {plain(alias): column for column, aliases in _ALIASES.items() for alias in aliases.split("|")}


def read_table(raw: bytes) -> Table:
    """The table in a file's bytes: commas, semicolons, tabs or bars; UTF-8, UTF-16 or what Windows writes. The names of
    columns are cut where nobody reads on, and of a cell that is too long stands as much as shows that. Refused where it is none."""
    delimiter, text = _split(_decoded(raw).replace("\x00", ""))
    csv.field_size_limit(1 << 20)
    found: list[tuple[str, ...]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                # each name of a column stands in a dozen menus of a page
                longest = LONGEST_CELL + 1 if found else LINE
                found.append(tuple(cell.strip()[:longest] for cell in cells[:MOST_COLUMNS]))
            if len(found) > MOST_ROWS + 1:
                raise Refused("This list is too long. Bring it in parts of forty thousand rows.")
    except csv.Error as trouble:
        raise Refused("This list cannot be read. Save it as CSV and try again.") from trouble
    if len(found) < 2:
        raise Refused("There are no rows in it. The first row names the columns.")
    width = len(found[0])
    return Table(found[0], tuple((row + ("",) * width)[:width] for row in found[1:]))


def _split(text: str) -> tuple[str, str]:
    """What stands between cells, by the line of names without what is quoted in it, and the text without a line that says so itself."""
    said = _SAYS_DELIMITER.match(text)
    if said is not None and said.group(1) in _DELIMITERS:
        return said.group(1), text[said.end() :]
    first = _QUOTED.sub("", text[: 1 << 16]).lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count), text


def _decoded(raw: bytes) -> str:
    """The text; where it is in no form of Unicode, as the Windows of Europe or of the Arab world wrote it, whichever names more columns."""
    unicode = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    found = _read_as(raw, unicode) or max((_read_as(raw, one) for one in ("cp1252", "cp1256")), key=_named)
    if not found:
        raise Refused("This list cannot be read. Save it as CSV and try again.")
    return found


def _read_as(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return ""


def _named(text: str) -> tuple[int, bool]:
    """How many columns its first line names, and whether there is anything at all."""
    first = text[: 1 << 16].lstrip("\r\n").split("\n", 1)[0]
    return len(guessed(re.split(r'[,;\t|"]', first))), bool(text)


def guessed(header: Sequence[str]) -> dict[Column, int]:
    """Which column is what, by its name: whole names first, then names that hold one of ours as words."""
    names, found = [plain(name) for name in header], dict[Column, int]()
    for n, name in enumerate(names):
        if name in _KNOWN:
            found.setdefault(_KNOWN[name], n)
    for n, name in enumerate(names):
        if n not in found.values():
            column = next((column for alias, column in _LONG_FIRST if f" {alias} " in f" {name} "), None)
            if column is not None:
                found.setdefault(column, n)
    return found


_LONG_FIRST = sorted(_KNOWN.items(), key=lambda row: -len(row[0]))
_LONGEST = {Column.ABOUT: LONGEST_CELL, Column.AREA: LONGEST_AREA}


def read_row(cells: Sequence[str], columns: Mapping[Column, int], words: Vocabulary, wishes: Wishes) -> Row | Fault:
    """What one row asks for, or the first thing that is wrong with it."""
    said = {column: _unquoted(cells[n]) for column, n in columns.items() if n < len(cells)}
    if any(map(is_formula, said.values())):
        return Fault.FORMULA
    if any(len(text) > _LONGEST.get(column, LINE) for column, text in said.items()):
        return Fault.TOO_LONG
    contact = number_of(said.get(Column.CONTACT, ""))
    kind = _kind(contact, words.kinds.get(plain(said.get(Column.CONTACT_KIND, "")), ""))
    if not contact or kind is None:
        return Fault.BAD_CONTACT if said.get(Column.CONTACT) else Fault.NO_CONTACT
    asked = codes_in(said.get(Column.NEEDS, ""), words.needs)
    needs = tuple(asked) or (wishes.need,)
    if "" in needs:
        return Fault.UNKNOWN_NEED if asked else Fault.NO_NEED
    if not said.get(Column.AREA) and not said.get(Column.ADDRESS):
        return Fault.NO_PLACE
    return Row(
        contact,
        kind,
        needs,
        _soon(said.get(Column.URGENCY, ""), words, wishes),
        _language(said.get(Column.LANGUAGE, ""), words, wishes),
        *(said.get(column, "") for column in _TEXTS),
    )


_TEXTS = (Column.NAME, Column.HOURS, Column.AREA, Column.ADDRESS, Column.ENTRANCE, Column.ABOUT)


def _soon(text: str, words: Vocabulary, wishes: Wishes) -> Urgency:
    """How soon, by the words for it or by the day that stands there."""
    if plain(text) in words.urgencies:
        return Urgency(words.urgencies[plain(text)])
    day = day_in(text)
    return (soon(day, wishes.today) if day else None) or wishes.urgency


def _language(text: str, words: Vocabulary, wishes: Wishes) -> str:
    """The first of the languages named that the network has; whoever speaks one that it has not is not taken to speak another."""
    if plain(text) in _NOT_SAID:
        return wishes.language
    return next((code for code in codes_in(text, words.languages) if code), OTHER_LANGUAGE)


def _unquoted(text: str) -> str:
    """Without the apostrophe that a spreadsheet puts before what it shall not compute."""
    return text[1:].strip() if text.startswith("'") else text


def _kind(contact: str, said: str) -> Contact | None:
    digits = sum(map(str.isdigit, contact))
    if said == Contact.SIGNAL:
        return Contact.SIGNAL
    if "@" in contact.lstrip("@"):
        return Contact.EMAIL
    if digits < 7:
        return None
    return Contact(said) if said in (Contact.TEXT, Contact.WHATSAPP) else Contact.PHONE


def same_contact(contact: str) -> str:
    """What two rows of one household share, however a number is typed."""
    digits = digits_of(contact)
    return digits[-10:] if len(digits) >= 7 else plain(contact)
