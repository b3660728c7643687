"""Background work: the schedules that must exist and the worker's heartbeat."""
