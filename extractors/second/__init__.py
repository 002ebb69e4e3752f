"""A second, learnt reader of what numbers are about and how real it is; where it agrees, a reading is surer."""
