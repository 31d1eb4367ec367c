def target(seed):
    """Independent uniform entries: a matrix that does not have low rank."""
    return Random(seed, "target").uniforms(m, n)
