"""What the tables mean: one module per concept, compiled once into the Network."""
