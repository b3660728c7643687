"""What is kept of young people, until when, what keeps it longer, and how it goes (domain §6)."""
