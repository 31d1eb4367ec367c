class Random:
    """The playground's random numbers: one integer seed and any number of named streams.

    State (a, b, c, d): the FNV-1a hash of "seed/stream" through SplitMix32. Generator: sfc32 from PractRand,
    with 12 warm-up rounds. Uniform numbers have 53 bits. Normal numbers come from Marsaglia's polar method.
    """

    def __init__(self, seed, stream):
        mix = 0x811C9DC5
        for byte in f"{seed}/{stream}".encode():
            mix = ((mix ^ byte) * 0x01000193) & 0xFFFFFFFF
        state = []
        for _ in range(4):
            mix = (mix + 0x9E3779B9) & 0xFFFFFFFF
            z = ((mix ^ (mix >> 16)) * 0x21F0AAAD) & 0xFFFFFFFF
            z = ((z ^ (z >> 15)) * 0x735A2D97) & 0xFFFFFFFF
            state.append(z ^ (z >> 15))
        self.a, self.b, self.c, self.d = state
        self.spare = None
        for _ in range(12):
            self.word()

    def word(self):
        a, b, c, d = self.a, self.b, self.c, self.d
        out = (a + b + d) & 0xFFFFFFFF
        self.a = b ^ (b >> 9)
        self.b = (c + (c << 3)) & 0xFFFFFFFF
        self.c = (((c << 21) | (c >> 11)) + out) & 0xFFFFFFFF
        self.d = (d + 1) & 0xFFFFFFFF
        return out

    def uniform(self):
        return ((self.word() >> 5) * 2**26 + (self.word() >> 6)) / 2**53

    def normal(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            x = 2 * self.uniform() - 1
            y = 2 * self.uniform() - 1
            square = x * x + y * y
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.spare = y * factor
                return x * factor

    def integer(self, bound):
        return int(self.uniform() * bound)

    def uniforms(self, rows, cols):
        return np.array([self.uniform() for _ in range(rows * cols)]).reshape(rows, cols)

    def normals(self, rows, cols):
        return np.array([self.normal() for _ in range(rows * cols)]).reshape(rows, cols)
