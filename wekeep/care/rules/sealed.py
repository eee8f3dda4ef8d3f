"""What care seals: of a household how to reach it, where it lives and what it wrote; of a request the answers to its own form;
of a rider name, age, receivers and notes; how it was; and what is wrong, once for each role that may be told."""

HOUSEHOLD, REQUEST, NEWS, RIDER = "household", "request", "news", "rider"
FEEDBACK, CONCERN = "feedback", "concern"
