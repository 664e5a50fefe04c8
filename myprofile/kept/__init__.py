"""What is kept of a person, in words: what, until when, why. The law decides; this only says it."""
