"""The map's own doors: its style and its tiles, open to everyone and the same for everyone."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wekeep.places.queries.city import current_city
from wekeep.places.rules.byte_range import range_asked
from wekeep.places.rules.map_style import THEMES, style_of

A_YEAR = "public, max-age=31536000, immutable"
LONGEST_CODE = 64
TILES = "application/vnd.pmtiles"


@require_safe
def style(request: HttpRequest, theme: str) -> HttpResponse:
    """The MapLibre style in "light" or "dark"; nothing (204) before a city was imported: the page draws plain ground."""
    if theme not in THEMES:
        raise Http404
    city = current_city()
    if city is None:
        return HttpResponse(status=204)
    # without a host: caches keep this for everyone, and the host is whatever the one who asked first said it was
    tiles = reverse("places:tiles", args=[city.code])
    response = JsonResponse(style_of(theme, tiles, city.credit, city.middle))
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def tiles(request: HttpRequest, code: str) -> HttpResponseBase:
    """The tile archive of one import, whole or a range of it; a new import has a new address, so this one never changes."""
    path = Path(settings.DATA_DIR) / "city" / code / "map.pmtiles"
    # no code is as long as a name that the disk refuses
    if len(code) > LONGEST_CODE or not path.is_file():
        raise Http404
    size = path.stat().st_size
    asked = range_asked(request.headers.get("Range", ""), size)
    if asked is None:
        response: HttpResponseBase = FileResponse(path.open("rb"), content_type=TILES)
    elif asked.length <= 0:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = HttpResponse(_bytes(path, asked.first, asked.length), status=206, content_type=TILES)
        response["Content-Range"] = f"bytes {asked.first}-{asked.last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{code}"'
    response["Cache-Control"] = A_YEAR
    return response


def _bytes(path: Path, first: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(length)
