"""What was said with a young person and about them, by whom, when; and the day of the next time."""
