"""Junk in every field of every form that somebody reaches, one after another and all at once: a calm answer, and never a 500."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404

from tests.care.whole_day import WholeDay, browser_of, whole_day
from tests.cast import Cast
from tests.crawling import LINK
from tests.keeping import Keeping
from wekeep.care.forms import source
from wekeep.kit.throttle import Throttle

NUL, SIGN, SURROGATE = "\x00", "²", "\udcff"
LONG = "x" * 100_000
# Beside others that are as they were a field is spoiled by both at once: a number that is none, and a sign that no column holds.
SPOILED = f"{SIGN}{NUL}"
ALL_AT_ONCE = (f"a{NUL}b", SIGN, SURROGATE)
# A form with more fields is a Django form, which looks at each of them by itself: they are spoiled all at once alone.
MANY_FIELDS = 20
# Who locks, signs out or ends somebody does so in the keeper too, where nothing is undone: people's doors are not knocked at here.
WINGS = {"care", "desk", "alerts", "watch"}
FRONTS = (
    "/desk/",
    "/requests/",
    "/requests/mine/",
    "/requests/confidence/",
    "/trips/",
    "/ask/",
    "/help/rent/",
    "/my-cars/",
    "/money/",
    "/alerts/",
    "/report/",
)
OF_EACH = 3
# By these two forms of one door and with the same fields differ in what they do.
SAYS_WHAT = {"do", "move", "part", "what", "group", "answer"}
Kind = tuple[str, frozenset[str], str]


@dataclass
class Form:
    """A form as a browser would send it untouched: where to, its fields, and the buttons that say something."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    written: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[Form]()
        self._select, self._text = "", ""
        self._now: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._now = Form(said.get("action") or self.path, said.get("method", "get"))
            self.found.append(self._now)
        if self._now is None or not said.get("name", self._select or self._text):
            return
        name, fields = said.get("name", ""), self._now.fields
        if tag == "button":
            self._now.buttons.append((name, said.get("value", "")))
        elif tag in ("select", "textarea"):
            self._select, self._text = (name, "") if tag == "select" else ("", name)
            self._now.written |= {self._text} - {""}
            fields.setdefault(name, [])
        elif tag == "option" and self._select and ("selected" in said or not fields[self._select]):
            fields[self._select] = [said.get("value", "")]
        elif tag == "input" and said.get("type") in ("checkbox", "radio"):
            fields.setdefault(name, []).extend([said.get("value", "on")] if "checked" in said else [])
        elif tag == "input":
            self._now.written.add(name)
            fields.setdefault(name, []).append(said.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._now is not None and self._text:
            self._now.fields[self._text] = [data]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._select = self._text = ""
        if tag == "form":
            self._now = None


def view_of(path: str) -> str:
    """The name of the view that answers there."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def forms_reached(day: WholeDay, who: str, client: Client, known: set[Kind]) -> Iterator[Form]:
    """Every kind of form on the pages that they reach: from where they have something to do, and by links from there. Of those that
    differ in codes alone, the first that anybody reaches."""
    todo, done, views = [*day.paths.get(who, []), *FRONTS], set[str](), Counter[str]()
    pages = [(path, client.post(path, data)) for path, data in day.posts.get(who, [])]
    while todo or pages:
        path, answer = pages.pop() if pages else (todo.pop(0), None)
        if answer is None:
            name = view_of(path)
            if path in done or views[name] >= OF_EACH or name.partition(":")[0] not in WINGS:
                continue
            done.add(path)
            views[name] += 1
            answer = client.get(path)
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            continue
        reader = Forms(path)
        reader.feed(answer.content.decode())
        todo += LINK.findall(answer.content.decode())
        yield from (one for found in reader.found for one in ways_to_send(found) if is_new(one, known))


def ways_to_send(form: Form) -> Iterator[Form]:
    """The form by each of its buttons."""
    if form.method == "post" and view_of(form.action).partition(":")[0] in WINGS:
        for name, value in form.buttons or [("", "")]:
            yield replace(form, fields=form.fields | ({name: [value]} if name else {}))


def is_new(form: Form, known: set[Kind]) -> bool:
    """Whether no form like it was met before."""
    said = {name: value for name, value in form.fields.items() if name in SAYS_WHAT}
    kind = (view_of(form.action), frozenset(form.fields), str(sorted(said.items())))
    known.add(kind) if (fresh := kind not in known) else None
    return fresh


def spoiled(form: Form) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The form with one field spoiled or missing, field by field, and with the same junk in all of them at once."""
    names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
    for name in names if len(names) <= MANY_FIELDS else ("key", "needs"):
        yield f"{name} spoiled", form.fields | {name: [SPOILED]}
        yield f"{name} missing", {one: value for one, value in form.fields.items() if one != name}
    for junk in ALL_AT_ONCE:
        yield f"all as {junk!a}", form.fields | {name: [junk] for name in names}
    for name in [name for name in names if name in form.written][:2]:
        yield f"{name} too long", form.fields | {name: [LONG]}


def knock(client: Client, path: str, data: dict[str, list[str]]) -> int:
    """What that answers, with all that it did undone."""
    with transaction.atomic():
        sent = {name: [one.encode("utf-8", "surrogateescape") for one in value] for name, value in data.items()}
        status = client.post(path, sent).status_code
        transaction.set_rollback(True)
    return int(status)


# Doors that the stage must lead to: one that is missed here is not knocked at, and would prove nothing.
KNOCKED_AT = {
    f"care:{name}"
    for name in (
        "answer", "ask", "asked", "ask_helper", "bind", "by_phone", "car", "case", "concern", "destination", "destinations",
        "driver", "drop_rider", "fund", "funds", "gift", "helping", "how", "hub", "list", "lists", "my_run", "open_to", "over",
        "plan_file", "plan_hand", "plan_publish", "plan_search", "plans", "receipt", "rent", "rent_receipt", "rent_step",
        "request", "riders", "run_driven", "run_tell", "spent", "step", "trips", "trips_of_day", "undo_entry", "wrong",
    )
} | {"alerts:sign_up", "desk:zones", "desk:rumours", "watch:paste", "watch:report", "watch:receipt"}  # fmt: skip
WORKERS = (
    "visitor",
    "cora",
    "otis",
    "nadia",
    "drew",
    "dora",
    "cleo",
    "carla",
    "kay",
    "ann",
    "pat",
    "flo",
    "tom",
    "dana",
    "amina",
    "sol",
)


@pytest.fixture
def day(keeping: Keeping, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> WholeDay:
    for name in ("_FORMS", "_WORDS"):
        monkeypatch.setattr(source, name, Throttle(burst=100_000, per_minute=100_000))
    one = whole_day()
    one.people.update({name: getattr(cast, name) for name in ("dana", "amina", "sol")})
    return one


@pytest.mark.both
@pytest.mark.long
def test_no_form_of_care_breaks_over_junk_in_any_of_its_fields(day: WholeDay) -> None:
    broken, doors, known = list[str](), set[str](), set[Kind]()
    for who in WORKERS:
        client = browser_of(day, who)
        client.raise_request_exception = False
        for form in list(forms_reached(day, who, client, known)):
            doors.add(view_of(form.action))
            for how, data in spoiled(form):
                status = knock(client, form.action, data)
                broken += [f"{who} {form.action} {how}"] if status >= 500 else []
    assert broken == [] and sorted(KNOCKED_AT - doors) == []
