"""Where a phone whose owner allows it says that it showed an alert: no name, no cookie, no answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wekeep.channels.actions.receipts import GATHERING
from wekeep.kit.throttle import Throttle, network_of

# a hall full of phones behind one address; how much of one network is counted has its own limit (channels)
_OF_A_SOURCE = Throttle(burst=200, per_minute=200)


@csrf_exempt
@require_POST
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """A phone showed the notice with this code, which is the same for everyone who was sent it: so it tells of no one. The
    body is not read, and the answer is the same for any code."""
    network = network_of(request.META.get("REMOTE_ADDR", ""))
    if not _OF_A_SOURCE.wait_for(network):
        GATHERING.note(code, network)
    return HttpResponse(status=204)
