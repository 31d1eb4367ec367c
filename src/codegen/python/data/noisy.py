def noisy(clean, seed):
    """Gaussian noise, relative to the root mean square."""
    deviation = noise * np.linalg.norm(clean) / math.sqrt(clean.size)
    return clean + deviation * Random(seed, "noise").normals(*clean.shape)
