def direction(G, state, t):
    """Heavy-ball momentum."""
    (v,) = state
    v = G + beta * v
    return v, (v,)
