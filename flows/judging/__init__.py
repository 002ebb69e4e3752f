"""What new texts mean beside what is known: differences found, decided by the policy, and worded as alerts."""
