"""What is held of what people tell and are told: sightings, incidents, alerts, letters."""

from django.utils.translation import gettext_noop

from wekeep.alerts.actions import changes
from wekeep.alerts.rules import alert, subscription, summary
from wekeep.channels.actions import budget, incoming, making_ready, outbox
from wekeep.desk.queries.held.terms import (
    EVERYONE,
    MEMBERS,
    NOBODY,
    OPERATORS,
    SENDING,
    STEWARDS,
    WHILE_SUBSCRIBED,
    WITH_OWNER,
    Form,
    Holding,
    in_days,
    in_hours,
)
from wekeep.kit import sent_list
from wekeep.watch.rules import incident, sighting

_SUBSCRIBED = {"days": in_days(subscription.KEPT_FOR), "hours": in_hours(subscription.CONFIRM_WITHIN)}


OUTSIDE: tuple[Holding, ...] = (
    Holding(
        ("watch.Sighting", "watch.Addition"),
        gettext_noop("Sightings: when, the exact place, what was seen in the words as typed; never who reported"),
        Form.CLEAR,
        MEMBERS,
        gettext_noop("%(hours)s hours after it came in; those in an incident as long as the incident"),
        {"hours": in_hours(sighting.STORED)},
    ),
    Holding(
        (),
        gettext_noop(
            "Sightings on their way into the database: the same as there, in a file of the server that took them"
        ),
        Form.CLEAR,
        OPERATORS,
        gettext_noop("Until the database has them, which takes seconds; then they are overwritten"),
    ),
    Holding(
        ("watch.Sighting", "people.Application"),
        gettext_noop("Receipts: the six words with which someone comes back to what they sent"),
        Form.MARKED,
        NOBODY,
        WITH_OWNER,
    ),
    Holding(
        ("watch.Incident",),
        gettext_noop(
            "Incidents: exact place inside, a cell of about 0.7 km² outside; outcome; codes of the members at work on it"
        ),
        Form.CLEAR,
        gettext_noop("Members with a role in the zone; everyone, coarse, once it is confirmed"),
        gettext_noop("%(hours)s hours after it is over; an answer to a rumour %(days)s days"),
        {"hours": in_hours(incident.KEPT), "days": in_days(incident.ANSWER_KEPT)},
    ),
    Holding(
        ("alerts.Alert", "alerts.Message", "alerts.Watch"),
        gettext_noop("Alerts and what was said in them, which was meant to be read; and which watches were called"),
        Form.CLEAR,
        gettext_noop("Everyone, once it is confirmed"),
        gettext_noop("%(hours)s hours after it ran out"),
        {"hours": in_hours(alert.KEPT_AFTER)},
    ),
    Holding(
        ("alerts.Subscription", "alerts.Spot", "alerts.FollowedZone", "channels.OnSheet"),
        gettext_noop(
            "Alert subscriptions: language, level, quiet hours, zones; of each chosen place a cell of 5 km² or more"
        ),
        Form.CLEAR,
        SENDING,
        WHILE_SUBSCRIBED,
        _SUBSCRIBED,
    ),
    Holding(
        ("alerts.Spot", "alerts.Pack"),
        gettext_noop("Of alert subscriptions, the names, points and distances of the chosen places"),
        Form.SEALED,
        gettext_noop(
            "The part of the program that sends, through the keeper and near an alert only; the owner with six words"
        ),
        WHILE_SUBSCRIBED,
        _SUBSCRIBED,
    ),
    Holding(
        ("channels.Address",),
        gettext_noop(
            "Addresses that alerts and letters go to: push address with its keys, e-mail, telephone number, topic, group or room"
        ),
        Form.SEALED,
        gettext_noop("The part of the program that sends, through the keeper"),
        gettext_noop("As long as a subscription, an application or a zone's group uses it"),
    ),
    Holding(
        ("alerts.Outlet", "alerts.Posted"),
        gettext_noop("Groups that a zone's alerts are posted to: what stewards call them, and which alerts went there"),
        Form.CLEAR,
        STEWARDS,
        gettext_noop("Until it is taken away, or a year after it was last kept on"),
    ),
    Holding(
        ("channels.Credentials",),
        gettext_noop("What recognises the credentials that two persons let a channel send with; never the credentials"),
        Form.MARKED,
        NOBODY,
        gettext_noop("Until they are changed"),
    ),
    Holding(
        ("channels.Incoming",),
        gettext_noop("What recognises a text that was brought to us once; neither who sent it nor when"),
        Form.MARKED,
        NOBODY,
        gettext_noop("%(days)s days"),
        {"days": in_days(incoming.KEPT)},
    ),
    Holding(
        ("channels.Spent", "channels.Ailment"),
        gettext_noop("How much each channel sent in each of the last minutes, and what it complained of"),
        Form.CLEAR,
        SENDING,
        gettext_noop("%(hours)s hours"),
        {"hours": in_hours(budget.KEPT)},
    ),
    Holding(
        ("alerts.Audience",),
        gettext_noop(
            "Which subscription was told of an alert or reads of it in a summary, so that corrections reach the same people"
        ),
        Form.CLEAR,
        NOBODY,
        gettext_noop("%(hours)s hours after the alert ran out"),
        {"hours": in_hours(alert.KEPT_AFTER)},
    ),
    Holding(
        ("alerts.Morning",),
        gettext_noop("When someone's next summary is due, up to when they were told, and the day of the last"),
        Form.CLEAR,
        SENDING,
        WHILE_SUBSCRIBED,
        _SUBSCRIBED,
    ),
    Holding(
        ("alerts.Sum",),
        gettext_noop("What a summary told of: which alerts, and never to whom it was sent"),
        Form.CLEAR,
        gettext_noop("Whoever has its link"),
        gettext_noop("%(hours)s hours after it was sent"),
        {"hours": in_hours(summary.READABLE + summary.KEPT_FOR)},
    ),
    Holding(
        ("channels.Shown",),
        gettext_noop("How many phones showed an alert how soon, as counts: neither which phone nor when in the day"),
        Form.CLEAR,
        MEMBERS,
        gettext_noop("%(hours)s hours after their time is over"),
        {"hours": in_hours(outbox.KEPT)},
    ),
    Holding(
        ("alerts.Change", "alerts.LastChange"),
        gettext_noop("Which subscriptions came, changed or went lately, as numbers; never what changed"),
        Form.CLEAR,
        SENDING,
        gettext_noop("%(hours)s hours, and an hour at most after that"),
        {"hours": in_hours(changes.KEPT)},
    ),
    Holding(
        ("channels.Sheet",),
        gettext_noop("Push addresses again, with what one message to each is encrypted with; each is used once"),
        Form.SEALED,
        gettext_noop("The part of the program that sends, through the keeper"),
        gettext_noop("%(days)s days, until they are used, or until one of the addresses goes"),
        {"days": in_days(making_ready.KEPT)},
    ),
    Holding(
        ("channels.Letter", "channels.Batch", "channels.Roll"),
        gettext_noop("Letters on their way: what they say and whether they were handed over"),
        Form.CLEAR,
        SENDING,
        gettext_noop("%(hours)s hours after their time is over"),
        {"hours": in_hours(outbox.KEPT)},
    ),
    Holding(
        ("channels.Stopped",),
        gettext_noop("That everything that is sent was stopped: when, and by which member's code"),
        Form.CLEAR,
        MEMBERS,
        gettext_noop("Until it is started again"),
    ),
    Holding(
        ("alerts.Sent", "keeper.sent"),
        gettext_noop(
            "The public list of alerts that were signed: when, of which kind, for up to how many; no place, no name"
        ),
        Form.CLEAR,
        EVERYONE,
        gettext_noop("%(days)s days; afterwards only that there was one"),
        {"days": sent_list.KEPT_SECONDS // 86_400},
    ),
)
