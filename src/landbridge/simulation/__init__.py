"""Network + Plan + seed -> Record: the only door to the compiled kernel."""
