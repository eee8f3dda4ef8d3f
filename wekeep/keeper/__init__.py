"""ROCK: a separate small process that alone holds the keys of days and unlocked members, and writes down who reads."""
