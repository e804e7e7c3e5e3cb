"""The steps that bring older tables to today's shape, in order."""
