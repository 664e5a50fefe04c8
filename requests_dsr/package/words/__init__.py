"""What the package says for people, in both languages."""
