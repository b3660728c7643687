"""What a coordinator types is found again."""
