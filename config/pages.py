"""Pages for when something is wrong, and the two health endpoints."""

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wekeep.work import queries as work


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return JsonResponse({"status": "ok"})


@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers and no lane of jobs lags by more than a minute."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        lags = {lane.lane: int(lane.lag.total_seconds()) for lane in work.lanes()}
    except Exception:
        return JsonResponse({"status": "no database"}, status=503)
    late = any(lag > 60 for lag in lags.values())
    return JsonResponse({"status": "late" if late else "ok", "lag_seconds": lags}, status=503 if late else 200)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is too large, or cannot be read at all."""
    too_large = isinstance(exception, RequestDataTooBig)
    status = 413 if too_large else 400
    if "application/json" in request.headers.get("Accept", "") or request.path.startswith("/api/"):
        words = _("This is too large.") if too_large else _("This could not be read.")
        return JsonResponse({"errors": {"": [words]}}, status=status)
    return render(request, f"{status}.html", status=status)
