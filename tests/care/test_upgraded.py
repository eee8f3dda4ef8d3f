"""What an older release left is brought to today's state."""

import pytest

from tests.care.money import close_locks, open_locks
from tests.migrating import as_of
from wekeep.care.models import Turn
from wekeep.kit import clock


@pytest.mark.django_db(transaction=True)
def test_whoever_had_taken_a_request_by_hand_is_known_to_have_had_it() -> None:
    now = clock.now()
    # going back copies tables on SQLite, which the locks of the book do not bear; going forward they are all there
    open_locks()
    with as_of(("care", "0004_helping_and_offers")) as apps:
        close_locks()
        house = apps.get_model("care", "Household").objects.create(
            code="h" * 16,
            receipt_mark="r",
            key_mark="k",
            source="web",
            zone="north",
            language="so",
            likeness="abcd",
            asked_at=now,
        )
        one = apps.get_model("care", "Request").objects.create(
            code="q" * 16,
            household=house,
            need="groceries",
            zone="north",
            language="so",
            urgency="week",
            help_by=now,
            asked_at=now,
            state="ready",
            state_since=now,
            due_at=now,
        )
        made = apps.get_model("care", "Turn").objects.create
        made(request=one, move="look", before="received", after="triage", by="cora", at=now)
        made(request=one, move="claim", before="ready", after="claimed", by="carl", at=now)
        made(request=one, move="claim", before="offered", after="claimed", by="", at=now)
    assert list(Turn.objects.order_by("pk").values_list("holder", flat=True)) == ["", "carl", ""]
