"""做单子: each sheet put together from the record, with nothing typed a second time."""
