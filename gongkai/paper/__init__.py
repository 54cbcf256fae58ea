"""What a document is made of: blocks in, reports out. The middle ground of reading and writing."""
