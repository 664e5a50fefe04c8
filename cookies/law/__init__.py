"""What may be counted of a visit, and what may be shown of many. Pure Python."""
