"""Past evaluations from CSV or XLSX: a mapping says what the columns mean, one action writes all or nothing."""
