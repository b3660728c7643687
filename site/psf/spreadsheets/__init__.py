"""Spreadsheets: cells that nobody's program runs, exports, and the one reader of files sent."""
