"""What is suspicious in the prose of a report, one module a kind of suspicion."""
