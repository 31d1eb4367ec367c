def noisy(clean, seed):
    """Adds Gaussian noise, relative to the root mean square of the values."""
    deviation = noise * np.linalg.norm(clean) / math.sqrt(clean.size)
    return clean + deviation * Random(seed, "noise").normals(*clean.shape)
