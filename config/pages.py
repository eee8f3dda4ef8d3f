"""Pages for when something is wrong, and the two health endpoints."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
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
