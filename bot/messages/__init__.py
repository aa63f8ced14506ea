"""What is posted, as data: embeds, buttons and texts; sending is the workers' business."""
