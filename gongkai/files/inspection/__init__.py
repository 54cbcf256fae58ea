"""Looking inside a file before it is taken in: plain Python, in a process of its own that may be killed."""
