"""Kills, stops and starves real processes, and counts what was lost and what came twice."""
