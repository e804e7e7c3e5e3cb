"""Does what the listeners asked for, exactly once, whatever dies meanwhile."""
