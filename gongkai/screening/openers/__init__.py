"""Each kind of file taken apart to its last piece of text, seen or unseen."""
