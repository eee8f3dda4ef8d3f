"""The tables of alerts: alerts and who was told, subscriptions with their places, and outlets."""

from wekeep.alerts.models.alert import Alert, Audience, Message, ToldState, Watch
from wekeep.alerts.models.outlet import Outlet, Posted
from wekeep.alerts.models.pack import Pack
from wekeep.alerts.models.roll import Change, LastChange
from wekeep.alerts.models.sent import Sent
from wekeep.alerts.models.subscription import FollowedZone, Spot, Subscription
from wekeep.alerts.models.summary import Morning, Sum

__all__ = [
    "Alert",
    "Audience",
    "Change",
    "FollowedZone",
    "LastChange",
    "Message",
    "Morning",
    "Outlet",
    "Pack",
    "Posted",
    "Sent",
    "Spot",
    "Subscription",
    "Sum",
    "ToldState",
    "Watch",
]
