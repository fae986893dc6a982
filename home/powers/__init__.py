"""What each role may do, in words: read off the rules themselves, so that it is never older than they are."""
