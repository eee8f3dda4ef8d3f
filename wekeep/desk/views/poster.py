"""A sheet to print and hang up: how to be told of what happens in a zone, in every language, with a code for phones."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wekeep.desk.notices import public as notices
from wekeep.desk.views.shared import page
from wekeep.kit.errors import NotFound
from wekeep.places.queries.zones import zone_names

# a quarter of the code may be torn off or rained away, and it still reads (ISO/IEC 18004, level Q)
_WEATHERPROOF = "q"
CARDS_ON_A_SHEET = 4


@page
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet, A4 or Letter."""
    return _sheet(request, code, copies=1)


@page
def cards(request: HttpRequest, code: str) -> HttpResponse:
    """Four cards of A6 on a sheet, to cut."""
    return _sheet(request, code, copies=CARDS_ON_A_SHEET)


def _sheet(request: HttpRequest, code: str, *, copies: int) -> HttpResponse:
    zone = zone_names().get(code)
    if zone is None:
        raise NotFound
    address = f"{settings.SITE_URL}/alerts/?zone={code}"
    picture = segno.make(address, error=_WEATHERPROOF).svg_data_uri(scale=8, border=4, light="#fff", dark="#000")
    shown = {
        "zone": zone,
        "code": code,
        "address": address,
        "picture": picture,
        "invitations": notices.invitations(),
        "copies": range(copies),
        "small": copies > 1,
    }
    return render(request, "desk/poster.html", shown)
