"""A run on its way to the ledger: readiness, approval, holds, its guided page."""
