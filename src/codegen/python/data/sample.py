def sample_without(random, size, count):
    """`count` different integers from 0 ... size - 1 (Fisher-Yates)."""
    order = list(range(size))
    for i in range(count):
        j = i + random.integer(size - i)
        order[i], order[j] = order[j], order[i]
    return order[:count]
