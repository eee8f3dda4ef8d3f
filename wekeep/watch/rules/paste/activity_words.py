"""The ways in which each activity is said, in English and Spanish: the activity, its weight, and the phrases."""

from wekeep.watch.rules.paste.activity_grave import GRAVE
from wekeep.watch.rules.paste.activity_quiet import QUIET
from wekeep.watch.rules.paste.patterns import known_words

SAID = (*GRAVE, *QUIET)
WORDS = known_words(*(said for _, _, said in SAID))
