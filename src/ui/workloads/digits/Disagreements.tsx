/** Test samples on which the networks disagree; on these, it matters which network is used. */
import { useMemo } from "react";
import { formatCount } from "../../../store/format.ts";
import { PixelCanvas } from "../../diagram/PixelCanvas.tsx";
import { ClassName } from "../../parts/ClassName.tsx";
import { usePage, useProbeStep, useShownModels } from "../../parts/context.ts";
import { ask } from "./drawn.ts";
import { classNameOf, inkPixels, sideOf, useMlpFacts, usePredictions, type MlpFacts } from "./facts.ts";

const TILES_MAX = 30;

export function Disagreements() {
  const facts = useMlpFacts();
  const models = useShownModels();
  const predictions = usePredictions();
  const stepOf = useProbeStep("predictions");
  if (!facts) return null;
  const answers = models.flatMap(({ id }) => {
    const found = predictions(id);
    return found ? [{ id, found }] : [];
  });
  // The engine reports the answers of all networks together, so their step is the same.
  const step = stepOf(answers[0]?.id ?? "") ?? 0;
  const split = [...facts.testLabels.keys()].filter((i) =>
    answers.some(({ found }) => found[i] !== answers[0]?.found[i]),
  );
  return (
    <section className="disagreements column" aria-labelledby="disagreements-title">
      <h2 id="disagreements-title">Disagreements</h2>
      <p className="note">
        {models.length < 2
          ? "One network alone cannot disagree."
          : answers.length < 2
            ? "Waiting for the first test."
            : `${formatCount(split.length)} of ${formatCount(facts.testLabels.length)} test samples at step ${formatCount(step)}`}
      </p>
      <ul className={facts.classNames ? "tiles named" : "tiles"}>
        {split.slice(0, TILES_MAX).map((i) => (
          <Tile key={i} facts={facts} index={i} answers={answers} />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly facts: MlpFacts;
  readonly index: number;
  readonly answers: readonly { readonly id: string; readonly found: Uint8Array }[];
}

function Tile({ facts, index, answers }: TileProps) {
  const { looks } = usePage();
  const label = facts.testLabels[index] as number;
  const { features, testInputs } = facts;
  const side = sideOf(facts);
  const input = useMemo(
    () => testInputs.subarray(index * features, (index + 1) * features),
    [testInputs, index, features],
  );
  const pixels = useMemo(() => (side ? inkPixels(input) : undefined), [side, input]);
  const told = answers
    .map(({ id, found }) => `${looks[id]?.name} says ${classNameOf(facts, found[index] as number)}`)
    .join(", ");
  const name = classNameOf(facts, label);
  return (
    <li>
      <button
        type="button"
        className="tile quiet"
        aria-label={`Label ${name}: ${told}. Ask the networks about it.`}
        title={`Label ${name}: ${told}`}
        onClick={() => ask({ input, label })}
      >
        {side ? (
          <PixelCanvas label="" rows={side} cols={side} pixels={pixels} />
        ) : (
          <ClassName>{name}</ClassName>
        )}
        <span className="tile-answers">
          {answers.map(({ id, found }) => {
            const answer = found[index] as number;
            return (
              <span
                key={id}
                className={answer === label ? "right" : "wrong"}
                style={{ color: looks[id]?.colour }}
              >
                <ClassName>{classNameOf(facts, answer)}</ClassName>
              </span>
            );
          })}
        </span>
      </button>
    </li>
  );
}
