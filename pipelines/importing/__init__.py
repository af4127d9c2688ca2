"""From a received file to accepted and rejected rows, each row exactly once."""
