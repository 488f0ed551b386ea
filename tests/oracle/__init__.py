"""The plain oracle: what docs/simulation.md says, written with SimPy's queue, real waiting and physical stocks."""
