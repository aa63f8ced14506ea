"""What the host can see of the process: metrics, readiness, errors."""
