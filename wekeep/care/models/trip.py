"""Trips that are to be planned, who rides, and what binds them."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.fleet import Destination
from wekeep.care.models.household import Household
from wekeep.care.models.request import Request
from wekeep.care.rules.restraint import Restraint
from wekeep.care.rules.trip import BondKind, Failure, Purpose, TripState, Way
from wekeep.care.rules.way_back import StillRides
from wekeep.kit.codes import new_code


class Rider(models.Model):
    """Somebody of a household who rides. Name, age, who may receive them and notes are sealed (`rules.sealed.RIDER`); here stands only
    how they have to sit, by which rules that was worked out, and when to ask anew because children grow."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    household = models.ForeignKey(Household, models.CASCADE, related_name="riders")
    is_child = models.BooleanField()
    restraint = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Restraint], default="belt")
    in_wheelchair = models.BooleanField(default=False)
    rules = models.CharField(max_length=16, default="")
    ask_again_on = models.DateField(null=True)


class Trip(models.Model):
    """One party of riders or one delivery on one day, between the home of a household and a destination.

    Times are minutes from the midnight `day` begins with, None where they do not matter: `leaves_*` of the pick-up, `arrives_*`
    of the drop. `ride_cap` are the most minutes in the car. `boxes` of `item` are taken from the hub; riders take the room that
    their restraints say. `back_of` is the way there whose way back this is. `home_minutes`: how long a stop at the home takes.
    `still_rides`: of a way back whose way there did not work, what is known of whether it is needed ("": nobody had to ask), and `answer_by`
    when that has to be known.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(Request, models.CASCADE, related_name="trips")
    household = models.ForeignKey(Household, models.CASCADE, related_name="trips")
    zone = models.CharField(max_length=64)
    day = models.DateField()
    purpose = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Purpose])
    way = models.CharField(max_length=9, choices=[(w.value, w.value) for w in Way])
    destination = models.ForeignKey(Destination, models.PROTECT, related_name="trips")
    leaves_from = models.PositiveSmallIntegerField(null=True)
    leaves_until = models.PositiveSmallIntegerField(null=True)
    arrives_from = models.PositiveSmallIntegerField(null=True)
    arrives_until = models.PositiveSmallIntegerField(null=True)
    home_minutes = models.PositiveSmallIntegerField(default=3)
    ride_cap = models.PositiveSmallIntegerField(null=True)
    riders = models.ManyToManyField(Rider, related_name="trips")
    item = models.CharField(max_length=24, default="")
    boxes = models.PositiveSmallIntegerField(default=0)
    keep_cold = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField(default=1)
    two_adults = models.BooleanField(default=False)
    escorts = models.PositiveSmallIntegerField(default=0)
    may_split = models.BooleanField(default=False)
    back_of = models.OneToOneField("self", models.CASCADE, null=True, related_name="way_back")
    same_driver = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in TripState], default="wanted")
    state_since = models.DateTimeField()
    failure = models.CharField(max_length=12, choices=[(f.value, f.value) for f in Failure], default="")
    still_rides = models.CharField(max_length=5, choices=[(s.value, s.value) for s in StillRides], default="")
    answer_by = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("zone", "day", "purpose", "state", name="care_trips_of_day")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="care_failed_with_words",
            ),
            models.CheckConstraint(
                condition=Q(still_rides="", answer_by=None) | ~Q(still_rides="") & Q(answer_by__isnull=False),
                name="care_asked_with_a_clock",
            ),
        ]


class Bond(models.Model):
    """Households that ride together or never do, or a household and a driver who are not to meet; in every plan from now on."""

    kind = models.CharField(max_length=9, choices=[(k.value, k.value) for k in BondKind])
    household = models.ForeignKey(Household, models.CASCADE, related_name="bonds")
    other = models.ForeignKey(Household, models.CASCADE, null=True, related_name="bonds_back")
    member = models.CharField(max_length=16, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="no_go", other=None) & ~Q(member="")
                | Q(kind__in=["sits_with", "not_with"], other__isnull=False, member=""),
                name="care_bond_of_two",
            ),
            models.UniqueConstraint("kind", "household", "other", "member", name="care_bond_once"),
        ]
