"""A phone whose owner allows it says that it showed an alert: in a browser, by the real worker, about a real alert."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Request

from tests.alerts.neighbours import choices
from tests.browser.conftest import Guard, Open
from tests.cast import Cast
from tests.channels.peers import PushPeer
from tests.desk.stage import Street
from tests.running import until
from wekeep.alerts.actions import subscriptions
from wekeep.channels.models import Shown
from wekeep.channels.rules.receipt import FEWEST

SHOWN = "navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map((one) => one.title))"


def deliver(page: Page, line: CDPSession, versions: dict[str, str], origin: str, code: str) -> None:
    """Hand a push message to the worker, as the browser does once its push service brought one."""
    line.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": versions["registration"], "data": f'{{"c": "{code}"}}'},
    )


def line_to(page: Page) -> tuple[CDPSession, dict[str, str]]:
    """The browser's own door to its workers, and the number of the one that is registered."""
    found: dict[str, str] = {}
    line = page.context.new_cdp_session(page)

    def note(told: dict[str, Any]) -> None:
        for one in told["registrations"]:
            found["registration"] = one["registrationId"]

    line.on("ServiceWorker.workerRegistrationUpdated", note)
    line.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _look in range(100):
        if found:
            break
        page.wait_for_timeout(100)
    return line, found


def phones(push: PushPeer, count: int, *, receipts: bool) -> list[dict[str, str]]:
    """So many phones whose owners signed up and said yes."""
    found = [push.new_address() for _n in range(count)]
    for address in found:
        done = subscriptions.sign_up(kind="webpush", given=address, choices=choices(receipts=receipts))
        subscriptions.switch_on(done.subscription)
    return found


def posts_of(context: BrowserContext) -> list[Request]:
    """Every request by which a phone says that it showed something, as they come."""
    found: list[Request] = []
    context.on("request", lambda one: found.append(one) if one.url.endswith("/shown/") else None)
    return found


@pytest.mark.sends
def test_the_worker_tells_that_it_showed_an_alert_and_only_where_its_owner_allows(
    open_page: Open, people: Cast, push: PushPeer, site: str, guard: Guard
) -> None:
    willing, other = phones(push, FEWEST, receipts=True)[0], phones(push, 1, receipts=False)[0]
    incident, _alert = Street(people).alerted()
    page = open_page("/", person=people.dana)
    page.context.grant_permissions(["notifications"], origin=site)
    posts = posts_of(page.context)
    line, versions = line_to(page)
    asked, silent = (_newest(page, push, one) for one in (willing, other))
    assert asked.endswith("-r") and asked.startswith(silent)

    deliver(page, line, versions, site, silent)
    _until(page, lambda: bool(page.evaluate(SHOWN)))
    assert posts == [] and not Shown.objects.exists()

    deliver(page, line, versions, site, asked)
    _until(page, lambda: bool(posts))
    [post] = posts
    assert post.url == f"{site}/alerts/{silent}/shown/" and post.method == "POST" and not post.post_data
    assert not {"cookie", "referer"} & post.all_headers().keys()
    until(Shown.objects.exists, "no receipt was counted")
    assert sum(Shown.objects.get().counts) == 1
    page.goto(f"/board/{incident.code}/")
    assert f"On phones that tell us: 1 of {FEWEST} have shown it." in page.content()


def _newest(page: Page, push: PushPeer, address: dict[str, str]) -> str:
    """The code of the alert; that of the letter that asked to confirm ends in "-s"."""

    def alerts() -> list[str]:
        return [code for code in push.came(address) if not code.endswith("-s")]

    _until(page, lambda: bool(alerts()))
    return alerts()[-1]


def _until(page: Page, question: Callable[[], bool]) -> None:
    for _look in range(200):
        if question():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen")
