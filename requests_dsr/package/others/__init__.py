"""Other people in a person's rows: found, masked, and shown to whoever reviews (Art. 15(4))."""
