/** Lets the user draw a digit and shows every network's answer. */
import { useEffect, useRef, type PointerEvent } from "react";
import { formatCount, formatDigits } from "../../../store/format.ts";
import { answerOf } from "../../../store/kinds/digits.ts";
import { ModelSample } from "../../parts/LineSample.tsx";
import { ClassName } from "../../parts/ClassName.tsx";
import { usePage, usePlayground } from "../../parts/context.ts";
import { centredDigit, pooled, SIDE } from "./draw.ts";
import {
  ask,
  classNameOf,
  farthestValues,
  inkPixels,
  sideOf,
  useAsked,
  useLayers,
  useMlpFacts,
  type MlpFacts,
} from "./facts.ts";

/** Side length of the pad in pixels: four for each pixel of a digit in the data. */
const PAD = 4 * SIDE;
const PEN = 9;

type Columns = NonNullable<MlpFacts["columns"]>;

export function DrawDigit() {
  const facts = useMlpFacts();
  const asked = useAsked();
  const side = facts && sideOf(facts);
  // Shows a sample at first, and again after another kind of data has been opened.
  const isFitting = !facts || asked?.input.length === facts.features || asked === null;
  useEffect(() => {
    if (facts && !isFitting) askAbout(facts, 0);
  }, [facts, isFitting]);
  if (!facts) return null;
  return (
    <section className="draw stack tight" aria-labelledby="draw-title">
      <div className="draw-head spread">
        <h2 id="draw-title">{side ? "Draw a digit" : "One sample"}</h2>
        <span>
          <button
            type="button"
            className="quiet"
            title="Takes a test sample at random"
            onClick={() => askAbout(facts, Math.floor(Math.random() * facts.testLabels.length))}
          >
            Random
          </button>
          {side && (
            <button type="button" className="quiet" onClick={() => ask(null)}>
              Clear
            </button>
          )}
        </span>
      </div>
      <div className={side ? "draw-body stack" : "draw-body stack alone"}>
        {side && <Pad side={side} />}
        {facts.columns && asked && isFitting && <Values columns={facts.columns} input={asked.input} />}
        <Answers />
      </div>
      {asked?.label !== undefined && isFitting && (
        <p className="note">
          Its label: <ClassName>{classNameOf(facts, asked.label)}</ClassName>
        </p>
      )}
    </section>
  );
}

function Values({ columns, input }: { readonly columns: Columns; readonly input: ArrayLike<number> }) {
  const shown = farthestValues(columns, input);
  return (
    <div>
      <dl className="answers" aria-label="Values of the sample">
        {shown.map(({ name, value }, i) => (
          <div key={i} className="spread">
            <dt className="item" title={name}>
              <span>{name}</span>
            </dt>
            <dd>{formatDigits(value, 6)}</dd>
          </div>
        ))}
      </dl>
      {columns.length > shown.length && (
        <p className="note">
          {shown.length} of {formatCount(columns.length)} columns, those farthest from their means
        </p>
      )}
    </div>
  );
}

function askAbout({ features, testInputs, testLabels }: MlpFacts, index: number): void {
  ask({
    input: testInputs.subarray(index * features, (index + 1) * features),
    label: testLabels[index] as number,
  });
}

function Pad({ side }: { readonly side: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<readonly [number, number] | undefined>(undefined);
  const asked = useAsked();
  /** The picture drawn on the pad of this component. */
  const drawn = useRef<ArrayLike<number> | undefined>(undefined);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || (asked && asked.input === drawn.current)) return;
    drawn.current = undefined;
    context.clearRect(0, 0, PAD, PAD);
    if (!asked || asked.input.length !== side * side) return;
    const picture = new OffscreenCanvas(side, side);
    picture.getContext("2d")?.putImageData(new ImageData(inkPixels(asked.input), side, side), 0, 0);
    context.drawImage(picture, 0, 0, PAD, PAD);
  }, [asked, side]);
  const place = ({ nativeEvent, currentTarget }: PointerEvent): readonly [number, number] => {
    const { clientWidth, clientHeight } = currentTarget;
    return [(nativeEvent.offsetX * PAD) / clientWidth, (nativeEvent.offsetY * PAD) / clientHeight];
  };
  const stroke = (event: PointerEvent): void => {
    const context = canvas.current?.getContext("2d", { willReadFrequently: true });
    if (!context || !last.current) return;
    const now = place(event);
    context.lineWidth = PEN;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "rgb(24 28 36)";
    context.beginPath();
    context.moveTo(...last.current);
    context.lineTo(...now);
    context.stroke();
    last.current = now;
    const { data } = context.getImageData(0, 0, PAD, PAD);
    const ink = Float32Array.from({ length: PAD * PAD }, (_, i) => (data[4 * i + 3] as number) / 255);
    const picture = centredDigit(ink, PAD);
    if (!picture) return;
    drawn.current = side === SIDE ? picture : pooled(picture);
    ask({ input: drawn.current });
  };
  return (
    <canvas
      ref={canvas}
      className="pad"
      role="img"
      aria-label="Pad to draw a digit on; the button “Random” fills it without drawing"
      width={PAD}
      height={PAD}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        // Removes a digit of the data before the user draws.
        if (asked && asked.input !== drawn.current)
          canvas.current?.getContext("2d")?.clearRect(0, 0, PAD, PAD);
        last.current = place(event);
        stroke(event);
      }}
      onPointerMove={stroke}
      onLostPointerCapture={() => (last.current = undefined)}
    />
  );
}

function Answers() {
  const { looks } = usePage();
  const facts = useMlpFacts();
  const models = usePlayground((state) => state.models);
  const layers = useLayers();
  const asked = useAsked();
  if (!facts) return null;
  return (
    <dl className="answers" aria-label="What each network says">
      {models.map(({ id, progress }) => {
        const known = progress?.diverged ? undefined : layers(id);
        const fits = known && asked && asked.input.length === known[0]?.cols;
        const answer = fits ? answerOf(known, asked.input) : undefined;
        const probability = answer?.probabilities[answer.best] ?? 0;
        return (
          <div key={id} className="spread">
            <dt className="item" style={{ color: looks[id]?.colour }}>
              <ModelSample id={id} />
              <span>{looks[id]?.name}</span>
            </dt>
            <dd>
              <b>{answer ? <ClassName>{classNameOf(facts, answer.best)}</ClassName> : "–"}</b>{" "}
              {answer && Number.isFinite(probability) ? `${Math.round(100 * probability)} %` : ""}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
