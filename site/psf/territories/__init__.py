"""Régions académiques, académies, départements, communes, services, schools and calendars."""
