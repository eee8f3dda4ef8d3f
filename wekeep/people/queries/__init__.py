"""Reading people: members and their roles, applications, evidence, standings and vouches, one noun a file."""

from wekeep.people.queries.members import (
    OnDuty,
    a_steward_exists,
    called,
    duties_of,
    duty_zones,
    get_member,
    handles_of,
    members_visible_to,
    on_duty,
    roles_held,
    who_may,
)

__all__ = [
    "OnDuty",
    "a_steward_exists",
    "called",
    "duties_of",
    "duty_zones",
    "get_member",
    "handles_of",
    "members_visible_to",
    "on_duty",
    "roles_held",
    "who_may",
]
