"""What to look for: each module finds one kind of thing in the tape of a file."""
