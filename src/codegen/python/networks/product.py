def product(W):
    """W_n ... W_1."""
    f = W[0]
    for factor in W[1:]:
        f = factor @ f
    return f
