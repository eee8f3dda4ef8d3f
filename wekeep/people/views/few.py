"""What pages for stewards say of roles that too few hold."""

from django.utils.functional import Promise

from wekeep.kit.actor import Actor
from wekeep.people.notices import ROLE_WORDS, few_words
from wekeep.people.queries.few import Few, few_visible_to


def few_shown(actor: Actor) -> list[tuple[Few, Promise | str, str]]:
    """Each of them with its role in words and what to do about it, for `people/_few.html`."""
    return [(one, ROLE_WORDS[one.role], few_words(one)) for one in few_visible_to(actor)]
