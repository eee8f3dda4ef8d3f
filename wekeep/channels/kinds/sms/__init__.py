"""SMS: one short text to a telephone, through a provider or a gateway."""
