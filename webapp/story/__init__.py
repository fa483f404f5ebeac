"""What a command did, in sentences: events in, words in the learner's language out."""
