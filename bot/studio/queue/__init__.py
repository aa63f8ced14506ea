"""The studio's durable queue, its workers, webhooks and clean-up."""
