"""The parts of the page of an offer's life: its head, hours, slots, parcours and whom to call."""
