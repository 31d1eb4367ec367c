/** The factor C in `escapeStep`. Measurements at full width gave 1.1 … 1.5. */
const FULL_WIDTH = 1.25;

/**
 * Expected number of steps until a random deep network has learned half of a singular value σ (σ₁ = 1): t ≈ C
 * / ((L − 2) η σ ε^{L−2}). The formula follows from the scalar recursion of aligned layers; the factor C
 * accounts for misalignment. For L = 2 there is no plateau: aligned layers grow as ε e^{ησt}. `shallowEscapeStep`
 * predicts random ones.
 */
export function escapeStep(depth: number, eta: number, sigma: number, epsilon: number): number {
  if (depth === 2) return Math.max(0, Math.log(Math.SQRT1_2 / epsilon)) / (eta * sigma);
  return FULL_WIDTH / ((depth - 2) * eta * sigma * epsilon ** (depth - 2));
}

/**
 * The expected number of steps for L = 2. The images of the singular vectors in the hidden layer, W₁ v and
 * W₂ᵀ u, have length ε and are about orthogonal. Their mean, of length ε/√2, grows by a constant factor in
 * each step until uᵀ f v nears σ, so that uᵀ f v follows a logistic curve from ε²/2 to σ. `beta` is the
 * coefficient of heavy-ball momentum.
 */
export function shallowEscapeStep(eta: number, sigma: number, epsilon: number, beta: number): number {
  const b = 1 + beta + eta * sigma;
  const growth = (b + Math.sqrt(b * b - 4 * beta)) / 2;
  return Math.max(0, Math.log(Math.sqrt(2 * sigma) / epsilon) / Math.log(growth));
}

/** A network with layers narrower than the data. */
interface Narrow {
  readonly depth: number;
  readonly epsilon: number;
  /** Length of the image of an input direction v under a random layer of this width: √(width/n), at most 1. */
  readonly input: number;
  /** The same for an output direction u: √(width/m). */
  readonly output: number;
  /** γ of the compressed network. Undefined for the original. */
  readonly gamma?: number;
}

/**
 * How many times as long as the original at full width the network needs to learn half of σ; Infinity if it
 * never does. Follows the gradient flow of the smallest network with these lengths, on f → σ u vᵀ. Each
 * hidden layer has two directions: the image of v and the preimage of u, which are about orthogonal to each
 * other.
 */
export function narrowDelay(narrow: Narrow): number {
  const key = JSON.stringify(narrow);
  const { depth, epsilon } = narrow;
  const delay = known.get(key) ?? halfTime(narrow) / halfTime({ depth, epsilon, input: 1, output: 1 });
  known.set(key, delay);
  return delay;
}

/** Delays computed so far. The advice asks again for every remedy that it tries. */
const known = new Map<string, number>();

/** A step changes no factor by more than this fraction of its norm. */
const LARGEST_CHANGE = 0.1;
/** Largest number of steps. A network that learns at all needs fewer. */
const ENDLESS = 500;

/** The time at which uᵀ f v reaches σ/2 = ½, for η = 1. */
function halfTime({ depth, epsilon, input, output, gamma }: Narrow): number {
  const isCompressed = gamma !== undefined;
  // With fixed outer factors, uᵀ f v converges to (input · output)².
  if (gamma === 0 && (input * output) ** 2 <= 0.5) return Infinity;
  const outer = isCompressed ? 1 : epsilon;
  const rest = (overlap: number): number => Math.sqrt(Math.max(0, 1 - overlap ** 2));
  // In a hidden layer, the first coordinate is the image of v, and the second the preimage of u.
  const factors = [
    small(2, 3, outer, [input, rest(input), 0, 0, 0, 1]),
    ...Array.from({ length: isCompressed ? depth : depth - 2 }, () => small(2, 2, epsilon, [1, 0, 0, 1])),
    small(3, 2, outer, [0, output, 0, rest(output), 1, 0]),
  ];
  const rates = factors.map((_, l) => (l === 0 || l === factors.length - 1 ? (gamma ?? 1) : 1));
  let time = 0;
  for (let step = 0; step < ENDLESS; step++) {
    const { learned, gradients } = follow(factors);
    if (learned >= 0.5) return time;
    const steps = factors.map(
      (factor, l) =>
        (LARGEST_CHANGE * normOf(factor)) / ((rates[l] as number) * normOf(gradients[l] as Small)),
    );
    const dt = Math.min(...steps);
    for (const [l, { data }] of factors.entries())
      gradients[l]?.data.forEach((g, i) => (data[i] = (data[i] as number) + dt * (rates[l] as number) * g));
    time += dt;
  }
  return Infinity;
}

/**
 * A matrix of a few values, row by row. matrix.ts is for large matrices: it would bring compiled products
 * into the page's first script, and into the page tests, which load no WebAssembly.
 */
interface Small {
  readonly rows: number;
  readonly cols: number;
  readonly data: number[];
}

const small = (rows: number, cols: number, factor: number, data: readonly number[]): Small => ({
  rows,
  cols,
  data: data.map((x) => factor * x),
});

/**
 * uᵀ f v, and minus the gradient of ½‖f − u vᵀ‖² with respect to each factor. Here u and v are the first unit
 * vectors.
 */
function follow(factors: readonly Small[]) {
  const products: Small[] = [];
  for (const factor of factors) {
    const earlier = products.at(-1);
    products.push(earlier ? times(factor, earlier) : factor);
  }
  const f = products[products.length - 1] as Small;
  let behind: Small = { ...f, data: f.data.map((x, i) => (i === 0 ? 1 : 0) - x) };
  const gradients: Small[] = [];
  for (let l = factors.length - 1; l >= 0; l--) {
    const earlier = products[l - 1];
    gradients[l] = earlier ? times(behind, transposed(earlier)) : behind;
    behind = times(transposed(factors[l] as Small), behind);
  }
  return { learned: f.data[0] as number, gradients };
}

function times(a: Small, b: Small): Small {
  const data: number[] = [];
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.cols; j++) {
      let sum = 0;
      for (let k = 0; k < a.cols; k++)
        sum += (a.data[i * a.cols + k] as number) * (b.data[k * b.cols + j] as number);
      data.push(sum);
    }
  return { rows: a.rows, cols: b.cols, data };
}

function transposed({ rows, cols, data }: Small): Small {
  return {
    rows: cols,
    cols: rows,
    data: data.map((_, i) => data[(i % rows) * cols + Math.floor(i / rows)] as number),
  };
}

const normOf = ({ data }: Small): number => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));
