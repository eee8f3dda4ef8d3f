"""What people seal: an application in three groups for vetters, a vouch in one for stewards."""

APPLICATION, VOUCH = "application", "vouch"
