"""From rows to facts, from facts to decisions, from decisions to units."""
