"""The tables of alerts: alerts and who was told, subscriptions with their places, and outlets."""

from wekeep.alerts.models.alert import Alert, Message, Told, ToldState, Watch
from wekeep.alerts.models.outlet import Outlet, Posted
from wekeep.alerts.models.subscription import FollowedZone, Spot, Subscription

__all__ = [
    "Alert",
    "FollowedZone",
    "Message",
    "Outlet",
    "Posted",
    "Spot",
    "Subscription",
    "Told",
    "ToldState",
    "Watch",
]
