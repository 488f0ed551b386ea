"""An open digital twin for vehicle industry chains."""
