"""What is kept of young people, until when, and how it goes (domain §6)."""
