"""The command line: plain commands without a database, and the management commands of the server."""
