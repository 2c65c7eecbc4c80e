"""The benchmarks of `make bench`: figures measured side by side in one run, printed as ratios, never asserted."""
