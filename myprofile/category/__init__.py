"""One kind of data, opened: its values with their sources, and a support profile's future and past."""
