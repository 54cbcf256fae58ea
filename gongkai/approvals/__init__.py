"""审批: drafted, reviewed, looked at, signed; every decision is about a digest and falls with it."""
