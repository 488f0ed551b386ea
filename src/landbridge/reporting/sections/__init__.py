"""What each section of the page is given: plain rows, ready for JSON."""
