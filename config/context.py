"""What every template may use: who is asking, and where they can go from here."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wekeep.channels.queries import stop_code
from wekeep.kit.abilities import Ability
from wekeep.kit.actor import EVERY_ZONE, Actor, ActorKind
from wekeep.look.context import Link
from wekeep.people.access import actor_of
from wekeep.vault.rules.power import AGREES


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The actor, the public's links, and for members their own links and the way out."""
    actor, language = actor_of(request), get_language()
    context: dict[str, Any] = {"actor": actor, **_for_all(language, settings.DEMO)}
    if actor.kind is ActorKind.MEMBER:
        context |= {
            "home_url": reverse("desk:desk"),
            "footer_links": _footer_links(language),
            "member_links": _member_links(replace(actor, code=""), language, settings.DEMO),
            "sign_out_url": reverse("people:sign_out"),
            "handle": str(request.user),
            "urgent": _urgent(actor),
        }
    return context


@lru_cache(maxsize=50)
def _for_all(language: str | None, _is_demo: bool) -> dict[str, Any]:
    """What does not depend on who asks, in the language of this moment."""
    return {
        "home_url": reverse("desk:home"),
        "site_links": tuple(_site_links()),
        "footer_links": (*_footer_links(language), Link(reverse("people:sign_in"), _("Sign in"))),
        "service_worker_url": reverse("desk:service_worker"),
        "manifest_url": reverse("desk:manifest"),
        **_map_styles(),
    }


def _urgent(actor: Actor) -> Link | None:
    """What stands above every page of whoever sends, verifies or keeps watch: that nothing goes out."""
    if not (actor.may(Ability.SEE_BOARD) or actor.may(Ability.STOP_SENDING)) or not stop_code():
        return None
    where = "alerts:sending" if actor.may(Ability.SEE_CHANNELS) else "desk:desk"
    return Link(reverse(where), _("Sending is stopped. Nothing goes out."))


def _site_links() -> list[Link]:
    """The pages everyone may open."""
    demo = [Link(reverse("desk:demo"), _("Demo"), "phone", within=reverse("desk:demo"))] if settings.DEMO else []
    return [
        *demo,
        Link(reverse("desk:now"), _("Now"), "live", within=reverse("desk:now")),
        Link(reverse("watch:report"), _("Report"), "report", within=reverse("watch:report")),
        Link(reverse("alerts:sign_up"), _("Alerts"), "bell", within=reverse("alerts:sign_up")),
        Link(reverse("care:ask"), _("Ask for help"), "help", within=reverse("care:ask")),
        Link(reverse("desk:rumours"), _("Rumours"), "question", within=reverse("desk:rumours")),
    ]


@lru_cache(maxsize=50)
def _footer_links(_language: str | None) -> tuple[Link, ...]:
    """What is looked for now and then, in the language of this moment."""
    return (
        Link(reverse("watch:receipt"), _("I have a receipt")),
        Link(reverse("alerts:sent"), _("Is this alert ours?")),
        Link(reverse("care:receipt"), _("I asked for help")),
        Link(reverse("people:apply"), _("Help your neighbours")),
        Link(reverse("care:rent"), _("Help with rent")),
        Link(reverse("desk:funds"), _("The funds")),
        Link(reverse("alerts:manage"), _("Change or stop my alerts")),
        Link(reverse("alerts:held"), _("What is held about me")),
        Link(reverse("desk:held"), _("What we hold")),
    )


def _map_styles() -> dict[str, str]:
    """Where every map finds the city under it, by day and by night; where none was imported, 404 means plain ground."""
    return {f"map_style_{theme}": reverse("places:style", args=[theme]) for theme in ("light", "dark")}


def _money_links() -> list[tuple[Ability, Link]]:
    """The pages of those who work with money, and of carers who spend their own."""
    queue = Link(reverse("care:money"), _("Money"), "list")
    return [
        (Ability.TAKE_RENT, queue),
        (Ability.PAY_RENT, queue),
        (Ability.KEEP_FUNDS, queue),
        (Ability.SEE_BOOK, Link(reverse("care:book"), _("The book"), "directory")),
        (Ability.KEEP_FUNDS, Link(reverse("care:funds"), _("Funds"), "help")),
        (Ability.ASK_MONEY_BACK, Link(reverse("care:spent"), _("Money I spend for others"), "help")),
    ]


@lru_cache(maxsize=500)
def _member_links(actor: Actor, _language: str | None, _is_demo: bool) -> tuple[Link, ...]:
    """The pages that these roles open, and no others, in the language of this moment. `actor` is nobody in particular."""
    confidence = Link(reverse("care:confidence"), _("In confidence"), "lock", within=reverse("care:confidence"))
    offered = [
        (Ability.SEE_BOARD, Link(reverse("desk:board"), _("Board"), "board", within=reverse("desk:board"))),
        (Ability.VERIFY, Link(reverse("desk:queue"), _("To verify"), "verify")),
        (Ability.FILE_FOR_OTHERS, Link(reverse("watch:paste"), _("Paste a message"), "message")),
        (Ability.SEE_REQUESTS, Link(reverse("care:requests"), _("Requests"), "help", within=reverse("care:requests"))),
        (
            Ability.PLAN_RUNS,
            Link(reverse("care:run_day"), _("Runs of the day"), "vehicle", within=reverse("care:run_day")),
        ),
        (Ability.DRIVE_RUNS, Link(reverse("care:my_runs"), _("My runs"), "vehicle", within=reverse("care:my_runs"))),
        (Ability.PLAN_RUNS, Link(reverse("care:plans"), _("Plans"), "calendar", within=reverse("care:plans"))),
        (Ability.BRING_HELP, Link(reverse("care:mine"), _("In my hands"), "person", within=reverse("care:mine"))),
        (Ability.HEAR_CONCERNS, confidence),
        (Ability.APPOINT, confidence),
        (Ability.SCREEN, Link(reverse("people:screening"), _("Screening"), "keyboard")),
        (Ability.SCREEN, Link(reverse("people:pipeline"), _("Vetting"), "verify", within=reverse("people:pipeline"))),
        *_money_links(),
        (Ability.SEE_CHANNELS, Link(reverse("alerts:channels"), _("Channels"), "bell")),
        (Ability.SEE_CHANNELS, Link(reverse("alerts:sending"), _("Sending"), "live", within=reverse("alerts:sending"))),
        (Ability.APPOINT, Link(reverse("people:members"), _("Members"), "people", within=reverse("people:members"))),
        (Ability.SEE_JOURNAL, Link(reverse("desk:log"), _("Log"), "eye")),
    ]
    if actor.may(Ability.APPOINT, EVERY_ZONE):
        offered.append((Ability.APPOINT, Link(reverse("desk:zones"), _("Zones"), "map")))
    sealed = Link(reverse("people:unlock"), _("Sealed"), "lock")
    mine = list(dict.fromkeys(link for ability, link in offered if actor.may(ability)))
    if any(actor.may(ability) for ability in AGREES.values()):
        mine.append(Link(reverse("desk:two_persons"), _("Two persons"), "merge", within=reverse("desk:two_persons")))
    mine.append(Link(reverse("people:me"), _("My page"), "person"))
    mine.append(sealed)
    return (*mine, Link(reverse("desk:phones"), _("Phones"), "phone")) if settings.DEMO else tuple(mine)
