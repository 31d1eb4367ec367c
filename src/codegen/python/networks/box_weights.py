def box_weights(source, cells):
    """A matrix, cells x source: the weight of each source pixel in the average that becomes a cell."""
    edges = np.arange(cells + 1) * source / cells
    pixel = np.arange(source)
    overlap = np.minimum(edges[1:, None], pixel + 1) - np.maximum(edges[:-1, None], pixel)
    return np.clip(overlap, 0, None) * cells / source
