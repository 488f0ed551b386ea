"""The measures: what a record amounts to, in the figures of statistics, customs and logistics."""
