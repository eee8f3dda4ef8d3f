"""One folder for each way to reach people; none knows another."""
