"""A linter that reads every reply of the site as a browser, a reader and the policy would."""
