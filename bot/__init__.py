"""Puts the house together and runs it: settings, doors, storage, delivery, command line."""
