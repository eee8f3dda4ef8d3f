"""What waits for a second person's word, and what was done with power, in words that leave nothing out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from wekeep.alerts import notices as alerts
from wekeep.alerts.notices import sending
from wekeep.alerts.queries.stopped import OTHERS, held_back
from wekeep.alerts.rules.alert import Level
from wekeep.care.notices import rent
from wekeep.channels.queries import words_of
from wekeep.desk.notices.public import when
from wekeep.desk.queries.waiting import Waiting
from wekeep.kit.abilities import ROLES, Ability, Role
from wekeep.kit.envelope import Group
from wekeep.kit.keeper_messages import Limits
from wekeep.kit.words import RECEIPT_WORDS, from_digest
from wekeep.people.notices import ROLE_WORDS
from wekeep.people.rules.sealed import APPLICATION, VOUCH
from wekeep.places.queries.zones import zone_names
from wekeep.vault.rules.power import Power

SEALED_WORDS: dict[str, Promise | str] = {
    APPLICATION: gettext_lazy("Applications"),
    VOUCH: gettext_lazy("Vouches"),
}
LOGGED_GROUPS: dict[str, Promise | str] = {
    Group.TRIAGE: gettext_lazy("first lines"),
    Group.CONTACT: gettext_lazy("contacts"),
    Group.PLACE: gettext_lazy("places"),
    Group.NOTES: gettext_lazy("notes"),
    Group.FILES: gettext_lazy("files"),
    Group.VOUCH: gettext_lazy("vouches"),
}
# The keeper's words for a use of power, as its log has them.
_POWER_WORDS: dict[str, Promise | str] = {
    Power.APPOINT.value: gettext_lazy("Appointed"),
    Power.PASSPHRASE.value: gettext_lazy("Issued a new passphrase"),
    Power.RESTORE.value: gettext_lazy("Let this network go on from a backup"),
    Power.CREDENTIALS.value: gettext_lazy("Let a channel send with new credentials"),
    Power.OUTLET.value: gettext_lazy("Named a group that alerts are posted to"),
    Power.FUND.value: gettext_lazy("Set the rules of a fund"),
    Power.RESUME.value: gettext_lazy("Started sending again"),
    Power.LET_GO.value: gettext_lazy("Let a letter out while sending was stopped"),
    Power.BRAKE.value: gettext_lazy("Set how much may be sent in an hour"),
    "stop sending": gettext_lazy("Stopped everything that is sent"),
    "hold": gettext_lazy("Kept records for a court"),
    "sign alert": gettext_lazy("Sent an alert"),
    "assign": gettext_lazy("Let someone open a record"),
    "role keys": gettext_lazy("Made new keys of roles"),
    "member key": gettext_lazy("First unlock with new words"),
    "break the glass": gettext_lazy("Opened more than their share, in an emergency"),
    "lock everyone": gettext_lazy("Locked everyone"),
    "honey": gettext_lazy("Opened a record that nobody sent"),
    "saw honey": gettext_lazy("Saw who opened what nobody sent"),
    "whose": gettext_lazy("Asked whose look a text is"),
}


def power_words(power: str) -> str:
    """A use of power in words; as the log has it where it is of another kind."""
    return str(_POWER_WORDS.get(power, power))


def waiting_title(waiting: Waiting) -> str:
    """What would be done, in a line, exactly."""
    one = waiting.one
    match one.power:
        case Power.ALERT:
            if waiting.alert and waiting.alert.is_update:
                return _("Send an update")
            return _("Send an alert") if waiting.alert and waiting.alert.is_new else _("Widen an alert")
        case Power.APPOINT:
            role = ROLE_WORDS[Role(one.terms["role"])]
            return _("%(whom)s becomes: %(role)s") % {"whom": waiting.whom, "role": role}
        case Power.PASSPHRASE:
            return _("Give %(whom)s a new passphrase") % {"whom": waiting.whom}
        case Power.HOLD:
            return _("Keep records for a court: %(code)s") % {"code": one.about}
        case Power.RESTORE:
            return _("Let this network go on from a backup")
        case Power.CREDENTIALS:
            return _("Send with new credentials: %(channel)s") % {"channel": _channel_words(one.about)}
        case Power.OUTLET:
            return _("Post alerts to a group: %(name)s") % {"name": one.terms["name"]}
        case Power.FUND:
            return rent.fund_title(one.terms)
        case Power.RESUME:
            return _("Send again what was stopped")
        case Power.LET_GO:
            return _("Let a letter out while sending is stopped")
        case Power.BRAKE:
            return _("Set how much may be sent in an hour")


def waiting_lines(waiting: Waiting) -> list[str]:
    """What follows from agreeing, a sentence a line, with every parameter of it."""
    one, where = waiting.one, zone_names().get(waiting.one.zone) or _("Every zone")
    match one.power:
        case Power.ALERT:
            return _alert_lines(waiting)
        case Power.APPOINT:
            day = alerts.calendar_day(datetime.fromisoformat(one.terms["until"]))
            return [_("Where: %(where)s. Until: %(day)s.") % {"where": where, "day": day}]
        case Power.PASSPHRASE:
            return [
                _("Their sessions end and their old words open nothing. The new words are shown to you, once."),
                _("Agree only if you spoke with them yourself. Whoever has the words is %(whom)s.")
                % {"whom": waiting.whom},
            ]
        case Power.HOLD:
            named = ", ".join(one.terms["records"])
            return [
                _("Where: %(where)s. Records: %(records)s.") % {"where": where, "records": named},
                _("They are not deleted on their day any more. Do this on a lawyer's word, after a demand has come."),
            ]
        case Power.RESTORE:
            return _restore_lines(waiting)
        case Power.CREDENTIALS:
            return [
                _("What recognises them, and tells nothing of them: %(words)s.")
                % {"words": mark_words(one.terms["mark"])},
                _("Everything that waits for this channel is then sent with them, and every letter after it."),
                _("Agree only if the one who runs the server told you themselves that they changed them, and why."),
            ]
        case Power.OUTLET:
            return _outlet_lines(one.terms, where)
        case Power.FUND:
            return rent.fund_lines(one.terms)
        case Power.RESUME:
            return _resume_lines(one.terms)
        case Power.LET_GO:
            return _letting_lines(one.terms)
        case Power.BRAKE:
            return sending.limit_lines(Limits(**one.terms["limits"]))


def waiting_abilities(waiting: Waiting) -> list[str]:
    """What the one who is appointed could do from then on."""
    one = waiting.one
    if one.power is not Power.APPOINT:
        return []
    return [str(_(a.value)) for a in Ability if a in ROLES[Role(one.terms["role"])]]


def mark_words(mark: str) -> str:
    """A mark of 32 bytes as six words that two people can compare."""
    return from_digest(mark, RECEIPT_WORDS)


def _channel_words(name: str) -> str:
    return str(alerts.CHANNEL_WORDS.get(name, name))


def _restore_lines(waiting: Waiting) -> list[str]:
    terms = waiting.one.terms
    made = when(datetime.fromisoformat(terms["made_at"]))
    sends = "; ".join(f"{_channel_words(name)}: {mark_words(mark)}" for name, mark in terms["channels"].items())
    return [
        _("The backup is of %(moment)s, and its mark is: %(words)s.")
        % {"moment": made, "words": mark_words(terms["mark"])},
        _("Compare these six words with those that were noted when the backup was made."),
        _("Everyone in it has their roles again, also those who left since. Stewards and dispatchers: %(handles)s.")
        % {"handles": ", ".join(waiting.powerful)},
        _("The channels send with what they have now. %(channels)s.") % {"channels": sends},
        _("Then end the access of whoever left since, before anything else."),
    ]


def _outlet_lines(terms: Mapping[str, Any], where: str) -> list[str]:
    level = alerts.OUTLET_LEVEL_WORDS[Level(terms["level"])]
    shown = (
        _("The posts say what happened, and everyone in the group reads it.")
        if terms["show_text"]
        else _("The posts say only that there is a notice, with a link.")
    )
    return [
        _("Where: %(where)s. By: %(channel)s, %(hint)s. Language: %(language)s.")
        % {
            "where": where,
            "channel": _channel_words(terms["channel"]),
            "hint": terms["hint"],
            "language": dict(settings.LANGUAGES).get(terms["language"], terms["language"]),
        },
        str(level),
        *([_("Only as a stand-in, where another group could not be reached.")] if terms.get("stands_in_for") else []),
        shown,
        _("What recognises the address, and tells nothing of it: %(words)s.") % {"words": mark_words(terms["mark"])},
        _("Agree only if you know this group and who is in it."),
    ]


def _resume_lines(terms: Mapping[str, Any]) -> list[str]:
    """What would go out and what would not, as it is now."""
    held, drop = held_back(), set(terms["drop"])
    goes = [one for one in held.of_alerts if one.letter.code not in drop]
    stays = [one for one in held.of_alerts if one.letter.code in drop]
    others = 0 if OTHERS in drop else held.others
    return [
        *(_("Goes out: %(what)s") % {"what": sending.held_line(one)} for one in goes),
        *(_("Goes to nobody: %(what)s") % {"what": sending.held_line(one)} for one in stays),
        ngettext(
            "%(n)s other notice that is no alert goes out.", "%(n)s other notices that are no alerts go out.", others
        )
        % {"n": others},
        _("Agree only if you know why it was stopped, and that this is over."),
    ]


def _letting_lines(terms: Mapping[str, Any]) -> list[str]:
    held = [one for one in held_back().of_alerts if one.letter.code in terms["letters"]]
    said = {words for one in held for words in _letter_words(one.letter.code)}
    addresses = terms["addresses"]
    return [
        *(sending.held_line(one) for one in held),
        *sorted(said),
        ngettext("It goes to %(n)s address.", "It goes to %(n)s addresses.", addresses) % {"n": addresses},
        _("Everything else stays stopped."),
    ]


def _letter_words(code: str) -> list[str]:
    """What a letter says, in the reader's language."""
    words = words_of(code, get_language() or settings.LANGUAGE_CODE)
    return [words.title, *words.body.splitlines()] if words else []


def _alert_lines(waiting: Waiting) -> list[str]:
    if waiting.alert is None:
        return []
    said, reach = waiting.alert.statement, waiting.alert.reach
    words = alerts.in_this_language(said.type, said.level, said.parts, said.expires_at, said.status)
    if waiting.alert.is_update:
        return [words.title, *words.body.splitlines(), _("It goes to those who were told."), *_pace(waiting)]
    reaches = ngettext("It would reach %(n)s person.", "It would reach %(n)s people.", reach) % {"n": reach}
    return [words.title, *words.body.splitlines(), reaches, *_pace(waiting)]


def _pace(waiting: Waiting) -> list[str]:
    return [sending.pace_line(waiting.pace)] if waiting.pace else []
