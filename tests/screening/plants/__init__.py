"""Files with an invented personal number hidden in them, and files with what only looks like one."""
