"""A backup as one sealed file: the database as of one moment, the files, the anchors, and what proves them."""
