/**
 * Test sentences. Those that training changed most, or on which the methods disagree most, come first. Each
 * shows, for every method, the relative squared distance of its embedding from the teacher's, or whether the method
 * finds its class.
 */
import { useState } from "react";
import { formatCount } from "../../../store/format.ts";
import { InfoHead } from "../../controls/inputs/InfoTip.tsx";
import { ClassName } from "../../parts/ClassName.tsx";
import { usePage, useShownModels } from "../../parts/context.ts";
import {
  fewerText,
  readable,
  useLabConfig,
  useLabFacts,
  useSeedNote,
  useSentences,
  type LabFacts,
} from "./facts.ts";

const SHOWN_MAX = 60;

interface Measured {
  readonly id: string;
  /**
   * Two numbers for each sentence: its squared distance and its cosine to the teacher, or its loss and 1 if right. For
   * each pair, its squared error and its predicted score.
   */
  readonly pairs: Float32Array;
}

export function Sentences() {
  const facts = useLabFacts();
  const config = useLabConfig();
  const models = useShownModels();
  const seen = useSentences();
  const seedNote = useSeedNote();
  const [areAll, setAll] = useState(false);
  if (!facts || !config) return null;
  const measured = models.flatMap(({ id }): Measured[] => {
    const pairs = seen(id);
    return pairs ? [{ id, pairs }] : [];
  });
  const { testScores } = facts;
  const count = testScores?.length ?? facts.testTexts.length;
  const order = Array.from({ length: count }, (_, i) => i).toSorted(
    (a, b) => changeOf(facts, measured, b) - changeOf(facts, measured, a),
  );
  // Methods agree on classes only, and one method has nothing to agree on.
  const differ = !facts.classes || measured.length < 2 ? order : order.filter((i) => disagree(measured, i));
  const shown = areAll ? order : differ;
  return (
    <section className="sentences column" aria-labelledby="sentences-title">
      <InfoHead
        id="sentences-title"
        title={testScores ? "Test pairs" : "Test sentences"}
        about="these sentences"
      >
        <span>
          No method trains on these {formatCount(count)}.{seedNote}
        </span>
        {facts.testBefore && !testScores && (
          <span>
            Each value is the squared distance from the teacher’s embedding, divided by the squared distance
            before training. The test error is the sum of all squared distances, divided by the same sum
            before training.
          </span>
        )}
      </InfoHead>
      <p className="note">
        {measured.length === 0
          ? "Waiting for the first test."
          : testScores
            ? "Pairs with the largest squared errors come first. Each shows its score, and each method’s score."
            : facts.testBefore
              ? "Sentences that training moved farthest come first. 1: as far from the teacher as before, 0: at the teacher."
              : measured.length > 1
                ? `${formatCount(differ.length)} of ${formatCount(count)} on which the methods disagree.`
                : "Sentences with the largest losses come first."}
        {fewerText(facts, config)}
      </p>
      {/* It scrolls, so the keyboard must be able to reach it. */}
      <ul tabIndex={0} aria-label="Test sentences by change">
        {shown.slice(0, SHOWN_MAX).map((i) => (
          <Sentence key={i} facts={facts} index={i} measured={measured} />
        ))}
      </ul>
      {differ.length < order.length && (
        <button type="button" className="quiet" aria-expanded={areAll} onClick={() => setAll(!areAll)}>
          {areAll
            ? "Fold the sentences on which all methods agree"
            : `All methods agree on ${formatCount(order.length - differ.length)} sentences: show them`}
        </button>
      )}
    </section>
  );
}

const disagree = (measured: readonly Measured[], i: number): boolean =>
  new Set(measured.map(({ pairs }) => pairs[2 * i + 1])).size > 1;

/**
 * The largest squared error of a pair’s scores, the largest change of a sentence’s squared distance from the teacher, or the methods' disagreement on its class.
 * Among equal disagreements, larger losses come first.
 */
function changeOf({ testBefore, testScores }: LabFacts, measured: readonly Measured[], i: number): number {
  if (testScores) return Math.max(0, ...measured.map(({ pairs }) => pairs[2 * i] ?? 0));
  if (testBefore) {
    const before = testBefore[i] ?? NaN;
    return Math.max(0, ...measured.map(({ pairs }) => Math.abs((pairs[2 * i] ?? NaN) - before)));
  }
  const right = measured.filter(({ pairs }) => pairs[2 * i + 1] === 1).length;
  const losses = measured.reduce((sum, { pairs }) => sum + (pairs[2 * i] ?? 0), 0);
  return Math.min(right, measured.length - right) + 1e-3 * losses;
}

function Sentence({
  facts: { testTexts, testBefore, testScores, testLabels, classes },
  index,
  measured,
}: {
  readonly facts: LabFacts;
  readonly index: number;
  readonly measured: readonly Measured[];
}) {
  const { looks } = usePage();
  const label = testLabels?.[index];
  return (
    <li>
      {(testScores ? [2 * index, 2 * index + 1] : [index]).map((at) => (
        <q key={at}>{readable(testTexts[at] ?? "")}</q>
      ))}
      <span className="sentence-values">
        {label !== undefined && (
          <span className="fine">
            <ClassName>{classes?.[label] ?? ""}</ClassName>
          </span>
        )}
        {testScores && <span className="fine">{testScores[index]?.toFixed(2)}</span>}
        {measured.map(({ id, pairs }) => {
          const [first = NaN, second = NaN] = [pairs[2 * index], pairs[2 * index + 1]];
          const value = testScores
            ? second.toFixed(2)
            : testBefore
              ? (first / (testBefore[index] ?? NaN)).toFixed(2)
              : second === 1
                ? "right"
                : "wrong";
          return (
            <span key={id} style={{ color: looks[id]?.colour }}>
              {looks[id]?.name} <b>{value}</b>
            </span>
          );
        })}
      </span>
    </li>
  );
}
