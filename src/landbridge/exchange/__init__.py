"""What goes out and what comes in: a run's figures in other people's formats, and facts into a case."""
