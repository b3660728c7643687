"""What each move on a placement changes, through the journal so that it can be undone."""
