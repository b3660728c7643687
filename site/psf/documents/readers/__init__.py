"""What reads the content of a file. Runs in the child (psf.confined): no Django here."""
