/**
 * A picture and its best approximation of rank k side by side, with the decay of its singular values below.
 */
import { useCallback, useEffect, useState } from "react";
import type { RankPicture, RankSource, RankView } from "../../../../../jobs/data/rank-lab.ts";
import { startRankLab, type RankLabClient } from "../../../../../store/jobs/rank-lab.ts";
import { formatCount } from "../../../../../store/format.ts";
import { PixelCanvas } from "../../../../diagram/PixelCanvas.tsx";
import { Slider } from "../../../../lessons/parts/Slider.tsx";
import { useAnswer } from "../../use-answer.ts";

const SIDE = 128;

interface Opened {
  readonly client: RankLabClient;
  readonly source: RankSource;
  readonly whole: RankView;
}

export function RankSlider({ picture }: { readonly picture: RankPicture }) {
  const [k, setK] = useState(5);
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    const client = startRankLab();
    const open = async (): Promise<void> => {
      const source = await client.lab.open(picture, SIDE);
      setOpened({ client, source, whole: await client.lab.approximate(SIDE) });
    };
    void open();
    return () => client.dispose();
  }, [picture]);
  const view = useAnswer(useCallback(async () => opened?.client.lab.approximate(k), [opened, k]));
  const what = picture === "noise" ? "noise" : "photograph";
  return (
    <figure className="lesson-figure" aria-label={`The ${what} at any rank`}>
      <div className="columns">
        <PixelCanvas label={`The ${what}`} rows={SIDE} cols={SIDE} pixels={opened?.whole.pixels} />
        <PixelCanvas
          label={`The ${what} at rank ${formatCount(k)}`}
          rows={SIDE}
          cols={SIDE}
          pixels={view?.pixels}
        />
      </div>
      <Slider label={`Rank k = ${formatCount(k)}`} min={1} max={SIDE} value={k} onChange={setK} />
      {view && (
        <p role="status">
          {formatCount(view.numbers)} numbers instead of {formatCount(SIDE * SIDE)}; relative error{" "}
          {view.error.toFixed(3)}.
        </p>
      )}
      {opened && <Decay sigma={opened.source.sigma} k={k} />}
    </figure>
  );
}

/** Draws σ_i/σ_1 as bars and emphasizes the kept ones. Pointing at σ_i in a formula highlights its bar. */
function Decay({ sigma, k }: { readonly sigma: readonly number[]; readonly k: number }) {
  const first = sigma[0] ?? 1;
  return (
    <svg
      className="decay"
      viewBox={`0 0 ${sigma.length} 40`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Singular values relative to the first: second ${((sigma[1] ?? 0) / first).toFixed(2)}, tenth ${((sigma[9] ?? 0) / first).toFixed(2)}`}
    >
      {sigma.map((value, i) => (
        <rect
          key={i} // oxlint-disable-line react/no-array-index-key -- the index identifies a singular value
          x={i + 0.1}
          width={0.8}
          y={40 - (40 * value) / first}
          height={(40 * value) / first}
          fill={i < k ? "var(--accent)" : "var(--border)"}
          data-term={`sigma${i + 1}`}
        />
      ))}
    </svg>
  );
}
