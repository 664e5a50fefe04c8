"""The pages of a person: what they see, and what each button does."""
