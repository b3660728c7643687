"""Lists of many rows, made into a file by the worker and kept for a day for who asked."""
