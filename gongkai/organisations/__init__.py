"""Who there is: bodies as a dated tree, the people who act for them, and who may open what."""
