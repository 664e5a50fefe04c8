"""From one state to the next, with what a move does beyond itself and the line in the file."""
