def target(seed):
    """Independent uniform entries: not of low rank."""
    return Random(seed, "target").uniforms(m, n)
