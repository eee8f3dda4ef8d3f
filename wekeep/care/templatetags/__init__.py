"""How pages of care say things."""
