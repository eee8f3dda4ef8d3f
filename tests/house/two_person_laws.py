"""Laws that keep what takes two persons from getting a side door: exports, and how long things are kept."""

import ast
import re

from tests.house.tree import Module, Tree, called

# Views that answer with something else than a page, and what is in it. Whoever adds one that holds what members or
# neighbours told adds a Power (docs/decisions/0023-two-persons.md) and asks two persons for it.
NO_PAGES = {
    "wekeep/places/views/map.py": "the city's public map",
    "wekeep/desk/views/feeds.py": "what is public already",
    "wekeep/care/views/ask.py": "a sum for a phone to work out",
    "wekeep/care/views/book.py": "the book of the funds: entries, codes and sums, and no person",
    "wekeep/care/views/plans.py": "a plan of a day: codes of trips and members, seatings and times, for those who plan it",
    "wekeep/care/views/runs.py": "a mark that changes when the reader's own sheet does",
    "wekeep/desk/views/funds.py": "sums over whole funds",
    "wekeep/desk/views/board.py": "the cells of the reader's own board",
    "wekeep/alerts/views/public.py": "what is public already, and the published key",
    "wekeep/alerts/views/sent.py": "the list of what was sent, which is public",
    "wekeep/alerts/views/subscribe.py": "our own public key",
    "wekeep/people/views/passkeys.py": "a question to the asker's own passkey",
    "wekeep/people/views/screening.py": "the state of the one application the vetter just decided",
    "wekeep/watch/views/report.py": "a receipt, to the one who reported",
    "wekeep/journal/views/stream.py": "codes, to those who may read what they name",
    "wekeep/watch/api.py": "a receipt and what may be told of it",
    "wekeep/places/api.py": "the city's public map",
    "wekeep/desk/views/demo.py": "nothing",
    "wekeep/desk/views/texts.py": "a sentence for the one who texted",
    "wekeep/desk/views/installed.py": "the service worker and the manifest",
}
_ANSWERS = frozenset({"FileResponse", "StreamingHttpResponse", "JsonResponse"})
_WRITERS = frozenset({"writer", "DictWriter"})
# Commands of the operator, and what each lets out; a backup alone holds everything, closed to a key that is elsewhere.
COMMANDS = {
    "audit": "whether the log is whole",
    "backup": "one file that opens with a key that is kept elsewhere",
    "book": "the book of the funds: entries, codes and sums, and no person",
    "bounces": "nothing",
    "check_deploy": "what is unsafe",
    "city": "counts",
    "demo": "the made-up network's sign-ins",
    "hold_sending": "nothing",
    "resume_sending": "how many letters wait",
    "sent": "whether a list of what was sent, which is public, is whole",
    "import_records": "counts, and the lines of the file it was given that it did not take",
    "init": "the first steward's passphrase, once",
    "keeper": "the unseal words, once",
    "paste": "what it was given, in other fields",
    "replay": "which of the sightings it was given joined",
    "requests": "counts of rows and of what is wrong with them, and nothing of anyone",
    "restore": "nothing",
    "serve": "nothing",
    "sender": "nothing",
    "worker": "names, numbers and times of jobs",
}
_OPENERS = frozenset(
    {"open_groups", "open_keys", "open_file", "open_addresses", "open_for", "read_log", "read_log_since"}
)
_TERM = re.compile(r"_(KEEP|KEPT|RETAIN|RETENTION|FORGET|EXPIRE|EXPIRY|EXPIRES|TTL|DAYS|AGE)(_|$)")


def only_known_views_answer_with_a_file(tree: Tree) -> list[str]:
    """Everything else is a page; no page is a list to take away."""
    doors = [m for m in tree.house if m.room in ("views", "api") and m.path not in NO_PAGES]
    return [m.path for m in doors if _hands_out(m)]


def _hands_out(module: Module) -> bool:
    if "Content-Disposition" in module.text or "text/csv" in module.text:
        return True
    return any(
        called(call) in _ANSWERS | _WRITERS
        or (called(call) == "HttpResponse" and any(word.arg == "content_type" for word in call.keywords))
        for call in module.calls
    )


def only_known_commands_write_anything_out(tree: Tree) -> list[str]:
    """A new command says here what it lets out; none opens what is sealed."""
    commands = [m for m in tree.house if "commands" in m.parts and m.parts[-1] != "__init__"]
    new = [m.path for m in commands if m.parts[-1] not in COMMANDS]
    return new + [f"{m.path}: {name}" for m in commands for name in sorted(_OPENERS & _named(m))]


def _named(module: Module) -> set[str]:
    return {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)
    }


def no_setting_says_how_long_anything_is_kept(tree: Tree) -> list[str]:
    """Retention is in the code, where two people read a change of it; the environment is one person's."""
    settings = next(m for m in tree.modules if m.path == "config/settings.py")
    return [name for name in sorted(_from_environment(settings)) if _TERM.search(f"_{name}")]


def _from_environment(settings: Module) -> set[str]:
    """The names that the environment can change, directly."""
    found = set()
    for call in settings.calls:
        reads = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if reads and call.func.value.id == "env" and call.args and isinstance(call.args[0], ast.Constant):  # type: ignore[attr-defined]
            found.add(str(call.args[0].value))
    return found


TWO_PERSON_LAWS = (
    only_known_views_answer_with_a_file,
    only_known_commands_write_anything_out,
    no_setting_says_how_long_anything_is_kept,
)
