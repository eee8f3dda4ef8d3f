"""What the journal records about care."""

from datetime import timedelta

from wekeep.journal.rules.kind import declare

_TERM = timedelta(days=90)

ASKED = declare("request.asked", "A household asked for help.", _TERM, on_boards=False)
OPENED = declare("request.opened", "Somebody opened what is sealed of a household.", _TERM, on_boards=False)
MOVED = declare("request.moved", "A request moved on.", _TERM, on_boards=False)
NEWS_TOLD = declare("request.news_told", "A household wrote more, or that it is worse now.", _TERM, on_boards=False)
BROUGHT_IN = declare("request.brought_in", "Requests of a list were brought in.", _TERM, on_boards=False)
LIST_UNDONE = declare("request.list_undone", "A list of requests was taken back.", _TERM, on_boards=False)
WORDS_DRAWN = declare("request.words_drawn", "Six words were drawn to be handed to families.", _TERM, on_boards=False)
PUT_AWAY = declare("request.put_away", "Forms that came in a flood were put away.", _TERM, on_boards=False)
BROUGHT_BACK = declare(
    "request.brought_back", "Forms that had been put away were brought back.", _TERM, on_boards=False
)
LET_IN = declare("request.let_in", "A form that came in a flood was put among the others.", _TERM, on_boards=False)
CORRECTED = declare("request.corrected", "A household corrected how and where it is reached.", _TERM, on_boards=False)
FORGOTTEN = declare("request.forgotten", "Requests were deleted, their time being over.", _TERM, on_boards=False)
CONCERN_TOLD = declare("concern.told", "Somebody said that something is wrong.", _TERM, on_boards=False)
CONCERN_CLOSED = declare("concern.closed", "What was wrong was closed.", _TERM, on_boards=False)

STOCK_MOVED = declare("stock.moved", "Something came to a hub's stock or went.", _TERM, on_boards=False)
TRIPS_MADE = declare("trips.made", "Trips were made of a request, or called off.", _TERM, on_boards=False)
FLEET_KEPT = declare(
    "fleet.kept", "A place, a car or a day to drive was written down or taken out.", _TERM, on_boards=False
)
RIDER_KEPT = declare("rider.kept", "How somebody rides was written down or taken out.", _TERM, on_boards=False)
PICK_UP_MOVED = declare("pick_up.moved", "A household's own fetching was set or ended.", _TERM, on_boards=False)
