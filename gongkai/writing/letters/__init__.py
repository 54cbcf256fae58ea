"""Letters of an application as Word and PDF on the page of official documents (GB/T 9704—2012), and labels for envelopes."""
