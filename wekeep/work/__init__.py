"""CELLAR: jobs that survive a crash, in one leased table with the shape of Django Tasks."""
