def yaras_sharpness():
    """lambda = 2 gamma / w_o^2 + L / w_i^2, where w_o^2 = 1 + gamma (w_i^2 - epsilon^2) and w_o^2 w_i^L = 1."""
    low, high = sorted([1, epsilon**2])
    for _ in range(60):
        middle = (low + high) / 2
        if (1 + gamma * (middle - epsilon**2)) * middle ** (L / 2) < 1:
            low = middle
        else:
            high = middle
    return 2 * gamma / (1 + gamma * (high - epsilon**2)) + L / high
