"""Pages of « Conservation » and of the bordereaux."""
