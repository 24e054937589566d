"""What measures. Each module runs alone: `python -m benchmarks.build_site --help`."""
