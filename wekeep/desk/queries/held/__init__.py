"""What is held, table by table, in words."""
