"""What Wagtail does not promise and we use all the same: named here, and nowhere else."""
