"""CELLAR: sealed groups on any record, the keys of members and roles, and the line to the keeper."""
