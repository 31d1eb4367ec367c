def mask(seed, K):
    """Each of the known entries K with probability p."""
    random = Random(seed, "mask")
    return at_least_one(K * (random.uniforms(m, n) < p), K, random)
