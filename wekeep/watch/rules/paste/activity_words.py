"""The ways in which each activity is said, in English and Spanish: the activity, its weight, and the phrases."""

from wekeep.watch.rules.paste.activity_acts import ACTS
from wekeep.watch.rules.paste.activity_grave import GRAVE
from wekeep.watch.rules.paste.activity_homes import AT_DOORS
from wekeep.watch.rules.paste.activity_leaving import MOVING
from wekeep.watch.rules.paste.activity_stops import STOPS
from wekeep.watch.rules.paste.activity_watching import WATCHING
from wekeep.watch.rules.paste.patterns import known_words

SAID = (*ACTS, *GRAVE, *STOPS, *AT_DOORS, *MOVING, *WATCHING)
WORDS = known_words(*(said for _, _, said in SAID[len(ACTS) :]))
