"""Tests of the synthesis: a package, so that its file names may recur elsewhere."""
