"""Lists of words that each territory adapts."""
