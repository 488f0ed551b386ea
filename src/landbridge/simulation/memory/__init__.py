"""Network, Plan and seed laid out as the arrays that the kernel works on."""
