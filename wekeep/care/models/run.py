"""Plans of a day, their published versions, runs as they were told, and what became of their stops."""

from django.db import models
from django.db.models import Q

from wekeep.care.models.fleet import Car
from wekeep.care.models.trip import Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import Outcome, PlanState, RunState, Shape
from wekeep.care.rules.trip import Failure, Purpose
from wekeep.care.rules.wheel import wheel_of
from wekeep.kit.codes import new_code


class DayPlan(models.Model):
    """The runs of one purpose in one zone on one day.

    `draft` is the plan being worked on (`rules.planning.written`), {} before the first; `edition` rises with each change of it,
    so that of two people who move something at one time one is told to look again. `locked` lists codes of trips that stay
    with their driver and in their place whatever a search finds, and `without` whom not to plan with and when (`rules.wheel.wheel_of`).
    `version` counts what was published; `problem_mark` is a digest of what the draft was worked out for. While a search runs,
    `search_until` is its end, `stop_asked` that somebody wants it to end now, `found` {cost, planner, ms} of the best so far.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    zone = models.CharField(max_length=64)
    day = models.DateField()
    purpose = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Purpose])
    shape = models.CharField(max_length=7, choices=[(s.value, s.value) for s in Shape], default="routes")
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in PlanState], default="draft")
    draft = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    locked = models.JSONField(default=list)
    without = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    problem_mark = models.CharField(max_length=64, default="")
    search_until = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    found = models.JSONField(default=dict)
    made_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    forget_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("zone", "day", "purpose", "shape", name="care_one_plan_a_day")]
        indexes = [models.Index("forget_at", name="care_plans_forget")]


class PlanVersion(models.Model):
    """One published version, as it was: the plan, who published it, and how many runs it changed for whoever drives them."""

    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    routes = models.JSONField()
    by = models.CharField(max_length=16)
    at = models.DateTimeField()
    told = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("plan", "number", name="care_versions_count_up")]


class Run(models.Model):
    """One driver's run as it was last told; `number` says at the how manieth of the times that they gave for the day. `version` is the plan's version that last changed it: a later version that does not
    touch it leaves it as it is. `metres` are of the whole way, `begins` and `ends` from home to the end of the day."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="runs")
    member = models.CharField(max_length=16)
    number = models.PositiveSmallIntegerField(default=1)
    car = models.ForeignKey(Car, models.PROTECT, related_name="runs")
    seating = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in RunState], default="told")
    state_since = models.DateTimeField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    metres = models.PositiveIntegerField(default=0)
    takes_all = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "plan",
                "member",
                "number",
                condition=~Q(state__in=["dropped_out", "withdrawn"]),
                name="care_one_run_at_a_time",
            )
        ]
        indexes = [models.Index("member", "begins", name="care_runs_of")]

    @property
    def wheel(self) -> str:
        """What its plan calls its driver at this time."""
        return wheel_of(self.member, self.number)


class Stop(models.Model):
    """One end of one trip in a run, in its turn. `outcome_at` is the time on the driver's phone, `key` the mark by which the phone
    tells it once."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    run = models.ForeignKey(Run, models.CASCADE, related_name="stops")
    turn = models.PositiveSmallIntegerField()
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="stops")
    side = models.CharField(max_length=6, choices=[(s.value, s.value) for s in Side])
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome], default="waiting")
    failure = models.CharField(max_length=12, choices=[(f.value, f.value) for f in Failure], default="")
    outcome_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=36, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint("run", "trip", "side", name="care_each_stop_once"),
            models.CheckConstraint(
                condition=(Q(outcome="failed") & ~Q(failure="")) | (~Q(outcome="failed") & Q(failure="")),
                name="care_stop_failed_with_words",
            ),
        ]
        indexes = [models.Index("run", "turn", name="care_stops_in_turn")]


class PastStop(models.Model):
    """A stop that is its driver's no more (it went to another run, the run was taken back or dropped, or its trip was called off), and what
    the driver told of it all the same, later. `code` is the stop's; nothing was told while `outcome` waits. `heard_at` is by the server's
    clock."""

    code = models.CharField(max_length=16, unique=True)
    run = models.ForeignKey(Run, models.CASCADE, related_name="past_stops")
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="past_stops")
    side = models.CharField(max_length=6, choices=[(s.value, s.value) for s in Side])
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome], default="waiting")
    failure = models.CharField(max_length=12, choices=[(f.value, f.value) for f in Failure], default="")
    outcome_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="failed") & ~Q(failure="")) | (~Q(outcome="failed") & Q(failure="")),
                name="care_past_stop_with_words",
            ),
        ]
