"""The office side: what people who are signed in do with reports."""
