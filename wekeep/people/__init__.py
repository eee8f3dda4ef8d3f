"""FLOOR: members, the roles they hold in zones, and the actor of a request."""
