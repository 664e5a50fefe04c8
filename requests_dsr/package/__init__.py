"""A person's package: what is told (Art. 15(1)-(2)), the copy (15(3)), and what may be taken along (20)."""
