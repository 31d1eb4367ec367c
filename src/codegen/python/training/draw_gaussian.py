def draw(random, rows, cols):
    return random.normals(rows, cols) / math.sqrt(max(rows, cols))
