"""What the journal records about rent and the funds."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_YEAR = timedelta(days=365)

RENT_FILED = declare(
    "rent.filed", "Somebody asked for help with rent or spent money for others.", _YEAR, on_boards=False
)
RENT_MOVED = declare("rent.moved", "A rent case moved on.", _YEAR, on_boards=False)
RENT_APPROVED = declare("rent.approved", "Somebody approved a rent case.", _YEAR, on_boards=False)
RENT_RECOUNTED = declare("rent.recounted", "Somebody reckoned another amount for a rent case.", _YEAR, on_boards=False)
RENT_PAPER_SEEN = declare("rent.paper_seen", "A fund keeper wrote down that a paper was seen.", _YEAR, on_boards=False)
RENTS_FORGOTTEN = declare("rent.forgotten", "Old rent cases without money were deleted.", _YEAR, on_boards=False)
RENTS_PUT_AWAY = declare("rent.put_away", "Rent cases that came in a flood were put away.", _YEAR, on_boards=False)
RENTS_BROUGHT_BACK = declare(
    "rent.brought_back", "Rent cases that had been put away were brought back.", _YEAR, on_boards=False
)
RENT_LET_IN = declare(
    "rent.let_in", "A rent case that came in a flood was put among the others.", _YEAR, on_boards=False
)
FUND_CHANGED = declare("fund.changed", "Two persons set the rules of a fund.", _YEAR, on_boards=False)
BOOK_ENTERED = declare("book.entered", "An entry was added to the book of the funds.", _YEAR, on_boards=False)
