"""For everyone whose alerts come by web push, messages are made ready with those for people near them."""

from collections import defaultdict
from typing import Any
from zlib import crc32

from django.db import migrations

_AT_ONCE = 2_000
# as `alerts.rules.coarse.nearness` when this was written
_CELL_BITS, _FINER = 28, 24


def place(apps: Any, _editor: Any) -> None:
    """A later subscription of the same address, of which there should be none, changes nothing."""
    subscription, address = apps.get_model("alerts", "Subscription"), apps.get_model("channels", "Address")
    on_sheet = apps.get_model("channels", "OnSheet")
    people = subscription.objects.filter(kind="webpush", confirmed_at__isnull=False).order_by("pk")
    last = 0
    while some := list(people.filter(pk__gt=last).values_list("pk", "address")[:_AT_ONCE]):
        last = some[-1][0]
        near = _near(apps, [pk for pk, _address in some])
        ids = dict(address.objects.filter(code__in=[code for _pk, code in some]).values_list("code", "pk"))
        rows = [on_sheet(address_id=ids[code], kind="webpush", near=near(pk)) for pk, code in some if code in ids]
        on_sheet.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _near(apps: Any, people: list[int]) -> Any:
    cells, zones = dict[int, str](), defaultdict[int, list[str]](list)
    places = apps.get_model("alerts", "Spot").objects.filter(subscription__in=people).exclude(cell="").order_by("id")
    for one, cell in places.values_list("subscription", "cell"):
        cells.setdefault(one, cell)
    followed = apps.get_model("alerts", "FollowedZone").objects.filter(subscription__in=people)
    for one, zone in followed.values_list("subscription", "zone"):
        zones[one].append(zone)

    def near(one: int) -> int:
        if one in cells:
            return int(cells[one], 16) >> _FINER & (1 << _CELL_BITS) - 1
        return (1 << _CELL_BITS) + crc32(min(zones[one], default="").encode())

    return near


class Migration(migrations.Migration):
    dependencies = [("alerts", "0009_summaries_and_stand_ins"), ("channels", "0016_on_sheet")]

    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
