"""What we have seen. The only room that speaks SQL; it knows its rows and nothing else."""
