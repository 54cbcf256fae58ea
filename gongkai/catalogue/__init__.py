"""主动公开: what is published — items in editions, reviewed by the digest, numbered for life, counted once."""
