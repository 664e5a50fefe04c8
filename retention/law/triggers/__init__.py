"""From facts to a day: one module each. What starts the clock, and what the person's rights reach."""
