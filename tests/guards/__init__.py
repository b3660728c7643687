"""What would pass by luck or in silence fails a test, in the whole suite."""
