def draw(random, rows, cols):
    return math.sqrt(3 / max(rows, cols)) * (2 * random.uniforms(rows, cols) - 1)
