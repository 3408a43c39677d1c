"""What words say: units and their roles, numbers, days, targets and milestones."""
