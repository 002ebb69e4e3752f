"""The pages that `claimwatch serve` shows on loopback: report, alerts, articles, claims, health. They only read."""
