"""The measures as SDMX: a data structure in SDMX-ML 3.0, and observations in SDMX-CSV 2.0, a dataflow a table."""
