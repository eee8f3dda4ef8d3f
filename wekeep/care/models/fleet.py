"""Where runs go that is nobody's home, cars, and when their drivers can drive."""

from django.db import models
from django.db.models import F, Q

from wekeep.care.rules.destination import DestinationKind
from wekeep.kit.codes import new_code


class Destination(models.Model):
    """A hub, a school, a clinic: a place that is no secret, with an exact point. `opens` and `closes` are minutes from midnight;
    `handling` the minutes a stop there takes."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    zone = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DestinationKind])
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120, default="")
    lat = models.FloatField()
    lon = models.FloatField()
    opens = models.PositiveSmallIntegerField(default=0)
    closes = models.PositiveSmallIntegerField(default=1440)
    handling = models.PositiveSmallIntegerField(default=3)
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("zone", "kind", "name", name="care_destination_once"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes"), closes__lte=2880), name="care_destination_hours"),
        ]


class Car(models.Model):
    """A car and the ways to seat it. `seatings` is a list of objects: a name and so many of each kind of room of
    `rules.planning.load.Load`; `aboard` the same for who rides all the way, such as the driver's own children; `adults` the
    grown-ups who stay in it, the driver among them."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    member = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    seatings = models.JSONField()
    aboard = models.JSONField(default=dict)
    adults = models.PositiveSmallIntegerField(default=1)
    keeps_cold = models.BooleanField(default=False)
    insured_until = models.DateField(null=True)
    is_used = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("member", "name", name="care_car_once")]


class Availability(models.Model):
    """A driver can drive on a day, from one minute from midnight to another, in this car. The way begins in the part of town that they
    chose (`Helper.cell`) and ends there, or anywhere."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    car = models.ForeignKey(Car, models.CASCADE, related_name="days")
    member = models.CharField(max_length=16)
    day = models.DateField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    ends_anywhere = models.BooleanField(default=False)
    most_minutes = models.PositiveSmallIntegerField(null=True)
    most_km = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("member", "day", "begins", name="care_available_once"),
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends"), ends__lte=2880), name="care_available_for_a_while"
            ),
        ]
        indexes = [models.Index("day", "member", name="care_available_on")]
