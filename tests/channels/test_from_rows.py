"""What an older version left in its outbox, a row for each delivery, is in batches after the upgrade: none lost, none doubled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.migrating import as_of
from wekeep.channels.models import Batch
from wekeep.channels.rules.roll import codes_in, language_of, variant_of

BEFORE = ("channels", "0004_credentials")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def older(apps: Any, code: str, texts: dict[str, Any], *, urgent: bool) -> Any:
    until = NOW + timedelta(hours=1)
    return apps.get_model("channels.Letter").objects.create(
        code=code, thread="t", texts=texts, url="u", urgent=urgent, expires_at=until, forget_at=until
    )


def waiting(batch: Batch) -> list[tuple[str, str, str]]:
    pairs = zip(codes_in(batch.roll.codes), bytes(batch.roll.manners), strict=True)
    return [(code, language_of(manner, batch.letter.texts), variant_of(manner)) for code, manner in pairs]


@pytest.mark.django_db(transaction=True)
def test_every_delivery_of_an_older_version_lies_in_a_batch_and_waits_for_what_it_waited_for() -> None:
    with as_of(BEFORE) as apps:
        urgent = older(apps, "one", {"so": {}, "en": {}}, urgent=True)
        other = older(apps, "two", {"en": {}}, urgent=False)
        states = ["handed_over", "queued", "leased", "gone", "withdrawn", "too_late", "refused"]
        apps.get_model("channels.Delivery").objects.bulk_create(
            apps.get_model("channels.Delivery")(
                letter=letter,
                address=f"{letter.code}-{n}",
                kind=("webpush", "email")[n % 2],
                language="so" if letter is urgent and n % 3 == 0 else "en",
                variant=("", "q", "s", "qs")[n % 4],
                state=states[n % 7],
                attempts=(n // 7) % 2,
                next_at=NOW,
            )
            for letter in (urgent, other)
            for n in range(3_000)
        )
    found = {code: (language, variant) for row in Batch.objects.all() for code, language, variant in waiting(row)}
    assert len(found) == sum(len(row.states) for row in Batch.objects.all()) == 6_000
    for n in range(0, 3_000, 17):
        assert found[f"one-{n}"] == ("so" if n % 3 == 0 else "en", ("", "q", "s", "qs")[n % 4])
    for row in Batch.objects.all():
        assert len(row.states) <= 1_000 and row.lease_by == ""
        for place, code in enumerate(codes_in(row.roll.codes)):
            n = int(code.split("-")[1])
            # nobody knows of the older version's which were tried before it was too late, so all may have come
            assert chr(row.states[place]) == "hqqgwTr"[n % 7]
            assert (row.attempts, row.kind) == ((n // 7) % 2, ("webpush", "email")[n % 2])
    sums = [sum(getattr(row, name) for row in Batch.objects.all()) for name in ("queued", "handed_over", "gone")]
    assert sums == [2 * sum(n % 7 in of for n in range(3_000)) for of in ((1, 2), (0,), (3,))]
    assert sorted(set(Batch.objects.values_list("letter__code", "rank"))) == [("one", 1), ("two", 2)]
