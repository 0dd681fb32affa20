"""测速: the benchmark of shared shape: data set, requests, ceiling application, protocol, report."""
