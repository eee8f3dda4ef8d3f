"""What an alert is, whom it reaches, and when; no database and no Django."""
