"""What codes are called on the staff pages: a sentence first, the code small under it."""
