/**
 * The encoder's matrices to scale, once for each method. Grey matrices are frozen, coloured ones are trained.
 */
import { formatCount } from "../../../store/format.ts";
import { ENCODER_MATRICES, type DrawnMatrix } from "../../../store/kinds/finetune.ts";
import { InfoHead } from "../../controls/inputs/InfoHead.tsx";
import { usePage, useShownModels } from "../../parts/context.ts";
import { DENSE, toScale, useLabConfig, useUpdates, type MatrixName } from "./facts.ts";

/** Pixels for the width of layer 1, and between two matrices. */
const UNIT = 24;
const GAP = 8;
const HEIGHT = 3 * UNIT;
const px = (side: number): number => toScale(side) * UNIT;
/** Smallest thickness, because an adapter of rank 8 would be a third of a pixel wide. */
const thin = (rank: number): number => Math.max(1, px(rank));

const PLACES = (() => {
  let x = 0;
  return ENCODER_MATRICES.map((matrix) => {
    const place = { ...matrix, x };
    x += px(matrix.cols) + GAP;
    return place;
  });
})();
const WIDTH = PLACES.reduce((most, { x, cols }) => Math.max(most, x + px(cols)), 0);

export function Trained() {
  const { looks } = usePage();
  const config = useLabConfig();
  const models = useShownModels();
  const updates = useUpdates();
  if (!config) return null;
  return (
    <section className="panel trained" aria-labelledby="trained-title">
      <InfoHead id="trained-title" title="What each method trains, to scale" about="these matrices">
        <span>
          These are the encoder’s matrices from input to output: layer 0, layer 1, and the matrix that makes
          the embedding. A strip across a matrix reads its input, and a strip down its side writes its output.
          No strip is drawn thinner than a pixel.
        </span>
        <span>
          In the formulas W₀ is a frozen m × n matrix, G the gradient of the first step, and σ₁ its largest
          singular value.
        </span>
      </InfoHead>
      <p className="note">Grey matrices are frozen. Coloured matrices and strips are trained.</p>
      <ul className="grid">
        {models.map(({ id, parameters, trainedParameters }) => {
          const ranks = new Map(updates(id)?.adapter.matrices.map(({ name, rank }) => [name, rank]));
          const dense = DENSE.includes(id);
          const isTrained = (name: string): boolean =>
            id !== "head" && (name.startsWith("1.") || (name.startsWith("0.") && config.task !== "planted"));
          const look = looks[id];
          const told = `${formatCount(trainedParameters)} of ${formatCount(parameters)} weights`;
          return (
            <li key={id} className="stack tight" style={{ color: look?.colour }}>
              <span>
                {look?.name} <small>{told}</small>
              </span>
              <p className="note">
                {look?.about} <span className="formula">{look?.formula}</span>
              </p>
              <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${look?.name} trains ${told}`}>
                {PLACES.map((matrix) => (
                  <Matrix
                    key={matrix.name}
                    matrix={matrix}
                    dense={dense && isTrained(matrix.name)}
                    rank={
                      !dense && isTrained(matrix.name)
                        ? (ranks.get(matrix.name as MatrixName) ?? config.rank)
                        : undefined
                    }
                  />
                ))}
              </svg>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Matrix({
  matrix: { name, rows, cols, x },
  dense,
  rank,
}: {
  readonly matrix: DrawnMatrix & { readonly x: number };
  readonly dense: boolean;
  readonly rank: number | undefined;
}) {
  const [width, height] = [px(cols), px(rows)];
  const y = (HEIGHT - height) / 2;
  return (
    <g>
      <title>{`${name}: ${rows} × ${cols}`}</title>
      <rect fill={dense ? "currentColor" : "var(--grid)"} x={x} y={y} width={width} height={height} />
      {rank !== undefined && (
        <>
          <rect fill="currentColor" x={x} y={y} width={width} height={thin(rank)} />
          <rect fill="currentColor" x={x} y={y} width={thin(rank)} height={height} />
        </>
      )}
    </g>
  );
}
