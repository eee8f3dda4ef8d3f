"""The writers of members, roles and duties."""
