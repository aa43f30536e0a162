"""Sources answer a search strategy: one module per source, the shared fetching machinery written once."""
