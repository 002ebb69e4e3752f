"""Real processes on loopback: server, worker, deployments, and what becomes of them when they are killed."""
