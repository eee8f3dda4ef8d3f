"""The tables of alerts: alerts and who was told, and subscriptions with their places."""

from wekeep.alerts.models.alert import Alert, Audience, Message, ToldState, Watch
from wekeep.alerts.models.pack import Pack
from wekeep.alerts.models.roll import Change, LastChange
from wekeep.alerts.models.subscription import FollowedZone, Spot, Subscription

__all__ = [
    "Alert",
    "Audience",
    "Change",
    "FollowedZone",
    "LastChange",
    "Message",
    "Pack",
    "Spot",
    "Subscription",
    "ToldState",
    "Watch",
]
