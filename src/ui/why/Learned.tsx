/** The leading singular values of what a network has learned, over steps: one after another, or at once. */
import { useMemo } from "react";
import { formatCount, subscript } from "../../store/format.ts";
import { leadingValues, type LearnedValue } from "../../store/growth.ts";
import type { SpectrumHistory } from "../../store/step-history.ts";
import { t } from "../../store/text.ts";
import { LOOKS } from "../networks.ts";
import { StepChart } from "./StepChart.tsx";

interface Props {
  readonly id: keyof typeof LOOKS;
  readonly history: SpectrumHistory;
  readonly version: number;
  /** r: one more is shown. */
  readonly rank: number;
}

const MOST = 9;

export function Learned({ id, history, version, rank }: Props) {
  const learned = useMemo(
    () => leadingValues(history, Math.min(MOST, rank + 1)),
    // oxlint-disable-next-line react/exhaustive-deps -- the history is filled in place; `version` says when
    [history, rank, version],
  );
  const most = Math.max(...learned.flatMap(({ values }) => values).filter(Number.isFinite));
  if (!(most > 0)) return null;
  const told = halfwayText(learned.slice(0, rank));
  return (
    <section aria-labelledby="learned-title">
      <h3 id="learned-title">{t("The learned matrix, value by value")}</h3>
      {told && <p className="note">{told}</p>}
      <StepChart
        label={t("The {count} leading singular values of the learned matrix over steps. {told}", {
          count: learned.length,
          told,
        })}
        lastStep={learned[0]?.steps.at(-1) ?? 0}
        low={0}
        high={most}
        ticks={[0, most / 4, most / 2, (3 * most) / 4, most]}
        lines={learned.map((line, i) => ({
          key: `${i}`,
          steps: line.steps,
          values: line.values,
          colour: LOOKS[id].colour,
          width: 2.25,
          opacity: 1 - (0.7 * i) / Math.max(1, learned.length - 1),
        }))}
      />
    </section>
  );
}

/** `σ₁ at step 150, σ₂ at step 270`. */
function halfwayText(learned: readonly LearnedValue[]): string {
  const list = learned.flatMap(({ halfAt }, i) =>
    halfAt === undefined
      ? []
      : t("σ{index} at step {step}", {
          index: subscript(i + 1),
          step: formatCount(halfAt),
        }),
  );
  return list.length > 0
    ? t("Half of its last value was first seen: {list}.", { list: list.join(", ") })
    : "";
}
