"""From any door to a request of a person: opened, matched, added to, asked for somebody else."""
