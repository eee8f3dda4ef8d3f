"""PostgreSQL with its tables emptied in a quick way between tests."""
