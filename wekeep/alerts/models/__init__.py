"""The tables of alerts: alerts and who was told, and subscriptions with their places."""

from wekeep.alerts.models.alert import Alert, Message, Proposal, Told, ToldState, Watch
from wekeep.alerts.models.subscription import FollowedZone, Spot, Subscription

__all__ = ["Alert", "FollowedZone", "Message", "Proposal", "Spot", "Subscription", "Told", "ToldState", "Watch"]
