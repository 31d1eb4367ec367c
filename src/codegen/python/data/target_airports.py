def target(seed):
    """Squared straight-line distances between airports on the unit sphere. The matrix has rank 4."""
    if data_path.endswith(".npy"):
        return np.load(data_path).astype(float)
    with open(data_path, encoding="utf-8") as file:
        airports = json.load(file)["airports"]
    latitude, longitude = np.radians(np.array([row[-2:] for row in airports], dtype=float)).T
    x = np.stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
    return ((x[:, :, None] - x[:, None, :]) ** 2).sum(axis=0)
