"""Stewards admit, grant, end; nobody reaches beyond their zones; the last steward stays."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import NORTH, SOUTH, Cast, Person, admit
from tests.keeping import Keeping
from wekeep.journal import queries as journal
from wekeep.kit import clock
from wekeep.kit.abilities import Ability, Role
from wekeep.kit.actor import EVERY_ZONE, SYSTEM
from wekeep.kit.errors import NotAllowed, NotFound, Refused
from wekeep.people import queries
from wekeep.people.actions import members
from wekeep.people.actions.duty import go_off_duty, go_on_duty
from wekeep.people.actions.evidence import write_evidence
from wekeep.people.actions.members import admit_member, end_member, issue_passphrase
from wekeep.people.actions.roles import end_role, grant_role
from wekeep.people.jobs import recompute_standings
from wekeep.people.models import Grant, Member
from wekeep.people.rules.evidence import Kind
from wekeep.people.rules.policy import policy_on
from wekeep.places.models import Zone
from wekeep.places.queries.today import today
from wekeep.vault.rules.power import NeedsSecond


def grant(by: Person | None, to: Person, role: Role, zone: str, days: int = 30) -> Grant:
    """As a steward alone, or (by None) as it is after two agreed."""
    until = clock.now() + timedelta(days=days)
    return grant_role(actor=by.actor if by else SYSTEM, code=to.code, role=role, zone=zone, until=until)


def test_a_steward_admits_a_member_and_reads_the_passphrase_once(cast: Cast, keeping: Keeping) -> None:
    client = cast.sol.client()
    page = client.post("/people/members/admit/", {"handle": "New-One", "language": "es"})
    member = Member.objects.get(handle="new-one")
    words = page.context["issued"].passphrase
    assert len(words.split()) == 5 and words in page.content.decode()
    assert member.check_password(words)
    assert words not in client.get(f"/people/members/{member.code}/").content.decode()


@pytest.mark.parametrize("handle", ["ab", "Real Name", "x" * 25, "-dash", "two--dashes", "9lives", "ab\u200bc d"])
def test_a_handle_that_will_not_do_is_refused_with_what_would(handle: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="3 to 24 letters"):
        admit_member(actor=cast.sol.actor, handle=handle)


def test_a_handle_is_taken_for_good(cast: Cast) -> None:
    end_member(actor=cast.sol.actor, code=cast.omar.code)
    with pytest.raises(Refused, match="has that handle already"):
        admit_member(actor=cast.sol.actor, handle="OMAR")


def test_of_two_who_choose_one_handle_at_one_moment_one_has_it_and_the_other_is_asked_for_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_somebody_is_quicker(_count: int) -> str:
        monkeypatch.undo()
        admit_member(actor=SYSTEM, handle="heron")
        return "five words drawn for you"

    monkeypatch.setattr(members, "draw", while_somebody_is_quicker)
    with pytest.raises(Refused, match="has that handle already"):
        admit_member(actor=cast.sol.actor, handle="heron")
    assert Member.objects.filter(handle="heron").count() == 1


def test_a_role_granted_on_the_page_holds_at_once_and_ends_at_once(cast: Cast, keeping: Keeping) -> None:
    """By the first steward, beside whom there never was a second to agree."""
    steward, day = cast.sol.client(), (clock.now() + timedelta(days=30)).date().isoformat()
    address = f"/people/members/{cast.mai.code}/"
    assert steward.post(address, {"role": "vetter", "zone": NORTH, "until": day}).status_code == 302
    assert cast.mai.actor.may(Ability.SCREEN, NORTH)
    assert not cast.mai.actor.may(Ability.SCREEN, SOUTH)
    assert steward.post(f"{address}end-role/", {"role": "vetter", "zone": NORTH}).status_code == 302
    assert not cast.mai.actor.may(Ability.SCREEN)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_last_day_is_there_already_and_every_zone_is_never_given_for_not_having_chosen(
    language: str, cast: Cast, keeping: Keeping
) -> None:
    steward = cast.sol.client()
    steward.cookies["language"] = language
    page = steward.get(f"/people/members/{cast.mai.code}/").content.decode()
    half_a_year = (clock.now() + timedelta(days=180)).date()
    days = {(half_a_year + timedelta(days=n)).isoformat() for n in (-1, 0, 1)}
    assert re.findall(r'name="until" value="([^"]+)"', page)[0] in days
    zones = re.findall(r'<option value="([^"]+)"', page[page.index('name="zone"', page.index('name="role" ')) :])
    assert zones[:1] == [NORTH] and EVERY_ZONE in zones


def test_a_steward_is_offered_only_what_can_be_done_to_this_member(cast: Cast, keeping: Keeping) -> None:
    steward = cast.sol.client()
    other, own = (steward.get(f"/people/members/{one.code}/").content.decode() for one in (cast.omar, cast.sol))
    assert "End access now" in other and "This cannot be undone" in other
    assert "Suspend" not in other and "Let in again" not in other, "they came in without an application"
    assert "End access now" not in own


def test_a_role_ends_with_its_term(cast: Cast) -> None:
    dana = cast.dana
    assert dana.actor.may(Ability.SEND_ALERTS, NORTH)
    with clock.simulated(clock.now() + timedelta(days=91)):
        assert not dana.actor.holdings
        assert queries.who_may(Ability.SEND_ALERTS, NORTH) == frozenset()


@pytest.mark.parametrize("role", [Role.HELPER, Role.OBSERVER, Role.VERIFIER, Role.DRIVER, Role.CARER])
def test_what_the_evidence_opens_is_granted_by_nobody(role: Role, cast: Cast) -> None:
    with pytest.raises(Refused, match="the evidence opens it"):
        grant(cast.sol, cast.mai, role, NORTH)
    page = cast.sol.client().get(f"/people/members/{cast.mai.code}/").content.decode()
    assert f'value="{role.value}"' not in page and 'value="vetter"' in page


@pytest.mark.parametrize("days", [-1, 400])
def test_a_term_that_is_over_or_longer_than_a_year_is_refused(days: int, cast: Cast) -> None:
    with pytest.raises(Refused, match="Choose"):
        grant(cast.sol, cast.mai, Role.VETTER, NORTH, days)


def test_nobody_is_steward_and_dispatcher_at_once_whichever_came_first(cast: Cast) -> None:
    with pytest.raises(Refused, match="steward and dispatcher"):
        grant_role(
            actor=SYSTEM, code=cast.sol.code, role=Role.DISPATCHER, zone=NORTH, until=clock.now() + timedelta(days=9)
        )
    with pytest.raises(Refused, match="steward and dispatcher"):
        grant(cast.sol, cast.dana, Role.STEWARD, EVERY_ZONE)


def test_the_last_steward_stays_and_nobody_ends_themselves(cast: Cast) -> None:
    with pytest.raises(Refused, match="last steward"):
        end_role(actor=cast.sol.actor, code=cast.sol.code, role=Role.STEWARD, zone=EVERY_ZONE)
    with pytest.raises(Refused, match="your own access"):
        end_member(actor=cast.sol.actor, code=cast.sol.code)
    grant(None, cast.mai, Role.STEWARD, EVERY_ZONE)
    end_role(actor=cast.mai.actor, code=cast.sol.code, role=Role.STEWARD, zone=EVERY_ZONE)
    assert queries.a_steward_exists()


def test_a_steward_of_one_zone_reaches_nobody_beyond_it(cast: Cast) -> None:
    local = admit("lola", Role.STEWARD, zone=SOUTH)
    for role, zone in ((Role.STEWARD, EVERY_ZONE), (Role.VETTER, NORTH)):
        with pytest.raises(NotAllowed):
            grant(local, local, role, zone)
    for code in (cast.sol.code, cast.dana.code):
        with pytest.raises(NotAllowed):
            issue_passphrase(actor=local.actor, code=code)
        with pytest.raises(NotAllowed):
            end_member(actor=local.actor, code=code)
    with pytest.raises(NeedsSecond):
        grant(local, cast.mai, Role.VETTER, SOUTH)
    assert issue_passphrase(actor=local.actor, code=admit("nell", Role.OBSERVER, zone=SOUTH).code).passphrase


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.STEWARD, Role.VETTER])
def test_dispatchers_stewards_and_vetters_are_made_by_nobody_alone(role: Role, cast: Cast) -> None:
    with pytest.raises(NeedsSecond):
        grant(cast.sol, cast.mai, role, NORTH)
    assert not cast.mai.actor.holdings


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    for act in (end_member, issue_passphrase):
        with pytest.raises(NotFound):
            act(actor=cast.sol.actor, code="nobody")
    with pytest.raises(NotFound):
        end_role(actor=cast.sol.actor, code=cast.mai.code, role=Role.OBSERVER, zone=NORTH)


def test_ending_access_ends_roles_duties_and_passphrase(cast: Cast, keeping: Keeping) -> None:
    go_on_duty(actor=cast.dana.actor, zone=NORTH, hours=4)
    client = cast.dana.client()
    assert cast.sol.client().post(f"/people/members/{cast.dana.code}/end/").status_code == 302
    assert client.get("/desk/").status_code == 302
    assert queries.on_duty(NORTH) == []
    assert queries.who_may(Ability.SEND_ALERTS, NORTH) == frozenset()
    assert not Member.objects.get(code=cast.dana.code).has_usable_password()
    with pytest.raises(Refused):
        issue_passphrase(actor=cast.sol.actor, code=cast.dana.code)


def test_duty_is_said_in_ones_own_zone_for_a_while_and_unsaid(cast: Cast) -> None:
    for hours in (0, 13):
        with pytest.raises(Refused, match="1 to 12 hours"):
            go_on_duty(actor=cast.omar.actor, zone=NORTH, hours=hours)
    with pytest.raises(NotAllowed):
        go_on_duty(actor=cast.omar.actor, zone=SOUTH, hours=2)
    go_on_duty(actor=cast.omar.actor, zone=NORTH, hours=2)
    go_on_duty(actor=cast.omar.actor, zone=NORTH, hours=3)
    assert [(d.handle, d.zone) for d in queries.on_duty(NORTH)] == [("omar", NORTH)]
    assert len(queries.duties_of(cast.omar.actor)) == 1
    with clock.simulated(clock.now() + timedelta(hours=4)):
        assert queries.on_duty(NORTH) == []
    go_off_duty(actor=cast.omar.actor, zone=NORTH)
    assert queries.on_duty(NORTH) == []


def test_what_was_done_to_a_member_is_in_the_journal_in_codes(cast: Cast) -> None:
    grant(None, cast.mai, Role.VETTER, NORTH)
    end_role(actor=cast.sol.actor, code=cast.mai.code, role=Role.VETTER, zone=NORTH)
    kinds = [(e.kind, e.actor) for e in journal.history(cast.mai.code)]
    assert kinds == [("member.admitted", "system"), ("role.granted", "system"), ("role.ended", cast.sol.code)]


def test_the_members_page_asks_the_database_the_same_few_things_however_many_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.sol.client()
    client.get("/people/members/")
    for number in range(12):
        admit(f"many-{number}", Role.OBSERVER)
    with django_assert_num_queries(12):
        page = client.get("/people/members/").content.decode()
    assert page.count("many-") >= 12


def test_init_admits_the_first_steward_and_a_second_run_changes_nothing(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("init", steward="rowan")
    said = capsys.readouterr().out
    words = next(line for line in said.splitlines() if line.strip().startswith("passphrase")).split()[1:]
    answer = Client().post("/people/sign-in/", {"handle": "rowan", "passphrase": " ".join(words)})
    assert (len(words), answer.status_code) == (5, 302)
    assert "check-deploy" in said
    call_command("init", steward="another")
    assert "nothing was changed" in capsys.readouterr().out
    assert Member.objects.count() == 1


def test_a_steward_reads_the_names_of_zones_and_not_their_codes(cast: Cast, zones: dict[str, Zone]) -> None:
    client = cast.sol.client()
    for path in ("/people/members/", f"/people/members/{cast.dana.code}/"):
        assert f"<bdi>{zones[NORTH].name}</bdi>" in client.get(path).content.decode()


def test_nobody_grants_themselves_a_role_or_a_longer_term(cast: Cast, keeping: Keeping) -> None:
    address, day = f"/people/members/{cast.sol.code}/", (clock.now() + timedelta(days=360)).date().isoformat()
    held = list(Grant.objects.filter(member__code=cast.sol.code).values_list("role", "until"))
    for role in ("steward", "vetter"):
        page = cast.sol.client().post(address, {"role": role, "zone": NORTH, "until": day})
        assert page.status_code == 409
        assert "Nobody grants a role to themselves" in page.content.decode()
    assert list(Grant.objects.filter(member__code=cast.sol.code).values_list("role", "until")) == held
    own = cast.sol.client().get(address).content.decode()
    assert "Ask another steward" in own and 'name="until"' not in own


def test_whoever_is_admitted_by_hand_comes_by_no_way_to_a_role_that_the_evidence_opens(
    cast: Cast, keeping: Keeping
) -> None:
    sol = cast.sol.client()
    page = sol.get("/people/members/admit/").content.decode()
    assert "nobody can give them by hand" in page
    assert sol.post("/people/members/admit/", {"handle": "rosalind", "language": "en"}).status_code == 200
    one = Member.objects.get(handle="rosalind")
    petra, computed = admit("petra", Role.VETTER), policy_on(today()).roles
    assert computed and not {Role.STEWARD, Role.DISPATCHER, Role.VETTER} & set(computed)
    for role in computed:
        with pytest.raises(Refused, match="the evidence opens it"):
            grant_role(
                actor=cast.sol.actor, code=one.code, role=role, zone=NORTH, until=clock.now() + timedelta(days=9)
            )
    with pytest.raises(NotFound):
        write_evidence(actor=petra.actor, code=one.code, kind=Kind.VETTED)
    recompute_standings.call()
    assert not Grant.objects.filter(member=one).exists()


def test_of_two_stewards_who_end_each_others_role_in_one_moment_one_is_left(cast: Cast) -> None:
    sela = admit("sela", Role.STEWARD, zone=EVERY_ZONE)
    admit("sami", Role.STEWARD, zone=EVERY_ZONE)
    # both as they were when their requests began
    one, other = cast.sol.actor, sela.actor
    end_role(actor=one, code=sela.code, role=Role.STEWARD, zone=EVERY_ZONE)
    with pytest.raises(NotAllowed):
        end_role(actor=other, code=cast.sol.code, role=Role.STEWARD, zone=EVERY_ZONE)
    with pytest.raises(NotAllowed):
        grant_role(actor=other, code=cast.mai.code, role=Role.VETTER, zone=NORTH, until=clock.now() + timedelta(days=9))
    assert cast.sol.actor.may(Ability.APPOINT) and not cast.mai.actor.holdings
