# Random matrices.

# %% draw_gaussian
def draw(random, rows, cols):
    return random.normals(rows, cols) / math.sqrt(max(rows, cols))

# %% draw_uniform
def draw(random, rows, cols):
    return math.sqrt(3 / max(rows, cols)) * (2 * random.uniforms(rows, cols) - 1)
