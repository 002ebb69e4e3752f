"""What a person should hear of: the policy that decides, the words, the outbox and the channels."""
