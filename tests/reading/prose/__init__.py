"""Tests of reading the running text: each named by the rule it keeps."""
