def direction(G, state, t):
    """Gradient descent."""
    return G, state
