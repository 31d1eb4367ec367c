/** Explains the methods, embeds sentences, saves files, says what to look at, and opens the user's texts. */
import { formatCount, formatBytes } from "../../../store/format.ts";
import { FILE_LIMITS } from "../../../store/files/data-lab.ts";
import { TEXT_LIMITS, FINETUNE, ENCODER_MATRICES, type DrawnMatrix } from "../../../store/kinds/finetune.ts";
import { InfoHead, LookAt } from "../../controls/inputs/InfoTip.tsx";
import { useLabConfig, DENSE, toScale, useUpdates, type MatrixName, useLabFacts } from "./facts.ts";
import { OpenTexts } from "./OpenTexts.tsx";
import { SentenceAndFiles } from "./TakeHome.tsx";
import { Folded } from "../../parts/Folded.tsx";
import { usePage, useShownModels, usePlayground } from "../../parts/context.ts";
import { headlineOf } from "../../stage/learned.ts";
import { headlineQuantity } from "../../parts/workload-page.ts";

export function Below() {
  const hasOwnTexts = useLabConfig()?.file !== "";
  return (
    <>
      <Trained />
      <StateBytes />
      <SentenceAndFiles />
      <Examples />
      <Folded title="What the paper reports">
        <p>
          Yaras, Wang, Balzano and Qu (ICML 2024,{" "}
          <a href="https://arxiv.org/abs/2406.04112">arXiv 2406.04112</a>) fine-tune BERT on STS-B, 20 seeds.
          With 16, 64 and 256 samples LoRA reaches a correlation of .529, .735 and .814, and Deep LoRA .598,
          .751 and .828. That is another encoder and another task; Deep LoRA has full width there, and LoRA no
          factor α/r.
        </p>
        <p>
          The encoder here is Universal Sentence Encoder Lite (Google, Apache-2.0), rounded to half precision.
          {!hasOwnTexts && " The sentences are from Kotzias et al. 2015, UCI, CC BY 4.0, converted."}
        </p>
      </Folded>
      <section className="panel prose" aria-labelledby="own-title">
        <InfoHead id="own-title" title="Texts of your own" about="texts of your own">
          <span>
            At most {TEXT_LIMITS.classes} classes, {formatCount(TEXT_LIMITS.rows)} texts and{" "}
            {FILE_LIMITS.bytes / 2 ** 20} MB. A text may have at most {TEXT_LIMITS.tokens} tokens, which are
            words or parts of words. The encoder was trained on English.
          </span>
          <span>
            Or open a CSV or TSV file of sentence pairs with the columns sentence1, sentence2 and score. The
            STS benchmark’s own files open as they are.
          </span>
        </InfoHead>
        <p>Open a CSV, TSV or JSONL file with the columns text and label. It stays on this device.</p>
        <div className="ways-on row">
          <OpenTexts />
        </div>
      </section>
    </>
  );
}

/** By the preset's id: what to look at, and what we measured. */
const LOOK_AT: Readonly<Record<string, readonly [line: string, more: string]>> = {
  "plant-one": [
    "“Rank of ΔW” says how near each method comes to the planted rank and directions.",
    "The planted singular values are the dashed lines. On seed 0 Deep LoRA comes nearer: its effective rank is 1.2 and LoRA’s 5.4, and the planted one is 1.9. Neither finds the directions. Deep LoRA ended ahead on nine of ten seeds, at 0.738 against 0.784 on average. Both methods fit their 16 sentences, so the gap is on new ones.",
  ],
  "plant-rank": [
    "Change r, and compare the ranks of both updates and their errors.",
    "Deep LoRA ended ahead on nine of ten seeds (11 to 20), at 0.488 against 0.567 on average. “Sweep” has ready-made runs with r = 2, 8 and 32.",
  ],
  "plant-all": [
    "Twelve directions are planted, and “Rank of ΔW” counts those that each method moves.",
    "LoRA ended ahead on all five seeds; on average, the gap is not significant. Deep LoRA was behind on its 64 training sentences, too: its last loss was 3.5 to 6.4 times LoRA’s. So it learned too little, and did not just memorize its sentences. Its directions grow one after another: choose “from 10⁻⁹” above the singular values, and its curves fall steeply. On seed 0 it moves one direction in FFN out, where two are planted. In the lesson “Three factors for an update” we followed one matrix, of a teacher with one changed matrix: at step 24 the largest singular value of ΔW was 1.1, and the second 0.0002. LoRA moves all r directions of each matrix from its first steps on. An earlier test, with separate code, had LoRA ahead on three of three seeds both at this rate and at 0.001 (0.506 against 0.550 on average). We did not measure whether Deep LoRA catches up with more steps.",
  ],
  rate: [
    "Both methods share the rate 0.03. Compare their errors with 1, the error without training.",
    "LoRA ended at 1.51 to 2.19 on ten seeds (11 to 20), and Deep LoRA at 0.53 to 0.84. Both fit their 32 training sentences, so LoRA’s error is on new ones. In an earlier test, with separate code and two seeds, both were level at 0.001. “Sweep” has this comparison ready for five rates.",
  ],
  "one-gradient": [
    "“Rank of ΔW” has the angle from each update to the first gradient and to the planted change.",
    "We expected LoRA-One and compressed Deep LoRA to end level with LoRA, within 0.03. On average over five seeds LoRA-One ended at 0.510, compressed Deep LoRA at 0.519 (with γ = 0.01, its authors’ value, at 0.699) and LoRA at 0.547. LoRA-One was ahead of LoRA on every seed, and LoRA-GA ended above 1 on every seed, at 1.23 to 1.55. Its last training loss was at most 0.012; without training this loss is at least 0.06 on the test sentences. So it mostly fit its training sentences, and its error is on new ones. The shared rate of 0.01 is too large for it: on seeds 1 to 3 it ended at 1.425 to 1.486 with this rate, at 0.759 to 0.808 with 0.003, and at 0.705 to 0.758 with 0.001. So it learns at smaller rates, and still ended behind LoRA, which reached 0.538 to 0.609 at the shared rate.",
  ],
  "sentiment-yelp": [
    "Compare every method with “Head only”: how much did the adapter add?",
    "With 16 reviews of each class, over five seeds LoRA added 0.7 points and Deep LoRA 0.6 on average, each less than two of the 250 test sentences. So Deep LoRA does not win here, and neither does LoRA.",
  ],
  bytes: [
    "The chart of dots above has both the accuracy and the bytes of each method.",
    "Over five seeds LoRA ended at 89.4 %, both kinds of GaLore at 88.6 %, full fine-tuning, which needs the most bytes, at 87.9 %, and a head alone at 86.9 % on average. The gain of full fine-tuning over the head is not significant, and the 95 % intervals reach beyond 3 points for GaLore against full fine-tuning. So this task shows the bytes, and not that GaLore is as accurate.",
  ],
  pairs: [
    "A teacher scores these pairs. Open a file of pairs, and the methods train on people’s scores.",
    "Every method also learns the scale and the shift of the scores. The teacher’s scores say nothing about the STS benchmark. What we measured there is in the claims “Similarity of sentences” and “The rank at one rate”.",
  ],
};

/** Says for each named experiment what to look at, and what our recorded runs with seeds 1 to 5 showed. */
export const Examples = () => (
  <LookAt
    note="Results without another source are from our recorded runs with seeds 1 to 5."
    items={FINETUNE.presets.flatMap(({ id, title }) => {
      const [line, more] = LOOK_AT[id] ?? [];
      return line === undefined ? [] : [{ title, line, more }];
    })}
  />
);

/** Pixels for the width of layer 1, and between two matrices. */
const UNIT = 24;
const GAP = 8;
const HEIGHT = 3 * UNIT;
const px = (side: number): number => toScale(side) * UNIT;
/** Smallest thickness, because an adapter of rank 8 would be a third of a pixel wide. */
const thin = (rank: number): number => Math.max(1, px(rank));

const PLACES = ENCODER_MATRICES.map((matrix, i) => ({
  ...matrix,
  x: ENCODER_MATRICES.slice(0, i).reduce((sum, { cols }) => sum + px(cols) + GAP, 0),
}));
const WIDTH = Math.max(...PLACES.map(({ x, cols }) => x + px(cols)));

/** The encoder's matrices to scale, once for each method: frozen ones grey, trained ones coloured. */
function Trained() {
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

/** Space for a dot at the edges, in percent. */
const MARGIN = 10;
/** Distance between the centres of two labels, in percent of the chart's height. */
const LABEL_GAP = 10;
/** The least spans of both axes, so that nearly equal methods lie close together. */
const LEAST = { logBytes: Math.log(10), value: 0.1 } as const;

/**
 * Test error or accuracy against the bytes of the optimizer's state, with one dot for each method. The labels
 * stand in a column beside the dots, each at the end of a line from its dot.
 */
function StateBytes() {
  const page = usePage();
  const { looks } = page;
  const facts = useLabFacts();
  const models = usePlayground((state) => state.models);
  if (!facts) return null;
  const quantity = headlineQuantity(page, models[0]);
  const dots = models.flatMap((model, i) => {
    const [bytes = NaN, value] = [facts.memory[i]?.optimizer, headlineOf(model)];
    return bytes > 0 && Number.isFinite(value) ? [{ id: model.id, bytes, value }] : [];
  });
  const across = placer(
    dots.map(({ bytes }) => Math.log(bytes)),
    LEAST.logBytes,
  );
  const up = placer(
    dots.map(({ value }) => value),
    LEAST.value,
  );
  const placed = dots
    .map((dot) => ({ ...dot, x: across(Math.log(dot.bytes)), y: up(dot.value) }))
    .toSorted((a, b) => b.y - a.y);
  const heights = spread(
    placed.map(({ y }) => y),
    Math.min(LABEL_GAP, 100 / Math.max(1, dots.length - 1)),
  );
  return (
    <section className="panel state-bytes" aria-labelledby="bytes-title">
      <h2 id="bytes-title">{quantity.label} against bytes of the optimizer’s state</h2>
      <p className="note">
        Methods with more bytes are farther right, on a logarithmic axis. Better methods are{" "}
        {quantity.id === "testError" ? "lower" : "higher"}.
      </p>
      <div className="dots" role="img" aria-label={placed.map((dot) => told(dot)).join("; ")}>
        <div className="dot-plot">
          <svg className="cover thin" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {placed.map(({ id, x, y }, i) => (
              <line
                key={id}
                x1={x}
                y1={100 - y}
                x2="100"
                y2={100 - (heights[i] ?? y)}
                stroke={looks[id]?.colour}
                opacity={0.5}
              />
            ))}
          </svg>
          {placed.map(({ id, x, y }) => (
            <span
              key={id}
              className="dot"
              style={{ left: `${x}%`, bottom: `${y}%`, color: looks[id]?.colour }}
            />
          ))}
        </div>
        <div className="dot-labels">
          {placed.map((dot, i) => (
            <span
              key={dot.id}
              className="dot-label"
              style={{ bottom: `${heights[i] ?? dot.y}%`, color: looks[dot.id]?.colour }}
            >
              {told(dot)}
            </span>
          ))}
        </div>
      </div>
    </section>
  );

  function told({ id, bytes, value }: (typeof dots)[number]): string {
    return `${looks[id]?.name}: ${quantity.format(value)}, ${formatBytes(bytes)}`;
  }
}

/** Positions on an axis in percent, from the smallest value to the largest. Equal values lie in the middle. */
function placer(values: readonly number[], least: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(least, high - low);
  const from = (low + high - span) / 2;
  return (value) => MARGIN + ((100 - 2 * MARGIN) * (value - from)) / span;
}

/** Moves descending heights, in percent, as little as keeps neighbours `gap` apart and all from 0 to 100. */
export function spread(heights: readonly number[], gap: number): readonly number[] {
  const out: number[] = [];
  for (const height of heights) out.push(Math.min(height, (out.at(-1) ?? 100 + gap) - gap));
  let least = 0;
  for (let i = out.length - 1; i >= 0; i--) {
    out[i] = Math.max(out[i] as number, least);
    least = (out[i] as number) + gap;
  }
  return out;
}
