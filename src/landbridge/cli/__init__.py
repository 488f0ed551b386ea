"""The command line: thin; anything it does, the library does."""
