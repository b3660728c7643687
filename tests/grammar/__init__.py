"""Generated contracts, and the French that their papers must keep."""
