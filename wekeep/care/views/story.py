"""One door for six words, whichever of the two addresses somebody typed them at: a household's page shows all it asked for, money
too; who asked for money alone has a page of that."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wekeep.care.queries import rent as rents
from wekeep.care.queries import requests
from wekeep.care.views import receipt as of_household
from wekeep.care.views import rent as of_money


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Words typed where help is asked for."""
    words = request.POST.get("words", "")
    if words and requests.by_receipt(words) is None and rents.by_receipt(words) is not None:
        return of_money.receipt(request)
    return of_household.receipt(request)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def rent_receipt(request: HttpRequest) -> HttpResponse:
    """Words typed where rent is asked for."""
    words = request.POST.get("words", "")
    return of_household.receipt(request) if words and requests.by_receipt(words) else of_money.receipt(request)
