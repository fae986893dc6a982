"""What things cost: `manage.py bench_pages`, `bench_playbook`, `bench_training`, `bench_pdf` and `bench_export`."""
