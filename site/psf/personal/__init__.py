"""What is kept about people, why, until when: one rule for every column."""
