"""How many vehicles where no vehicle is described: a number under a label, or that none came."""

from wekeep.watch.rules.paste.board import Board
from wekeep.watch.rules.paste.label_names import Letter
from wekeep.watch.rules.paste.patterns import later
from wekeep.watch.rules.paste.vehicle_words import NONE_CAME

_COUNTS = later("vehicles?|cars|carros|vehiculos?|vehs?|autos")


def bare_number(board: Board) -> int | None:
    """The number that opens a piece labelled "vehicles" or "cars", or is all that an E piece holds."""
    piece = board.piece(Letter.E)
    if piece and _COUNTS.fullmatch(board.typed.words[max(0, piece[0] - 2)].key):
        opens = [key for key in board.keys(piece) if key.isalnum()][:1]
        mark = board.keys((piece[0] + 1, piece[0] + 2))
        if (
            opens
            and opens == board.keys((piece[0], piece[0] + 1))
            and opens[0].isdecimal()
            and mark in ([","], ["("], ["."])
        ):
            return int(opens[0]) if 0 < int(opens[0]) <= 100 else None
    keys = [key for key in board.keys(piece) if key.isalnum()] if piece else []
    return int(keys[0]) if len(keys) == 1 and keys[0].isdecimal() and 0 < int(keys[0]) <= 100 else None


def none_came(board: Board) -> bool:
    """Whether it was said that there were no vehicles."""
    return any(True for _ in board.typed.find(NONE_CAME))
