/** Lesson: what is a low-rank matrix? */
import { formatDb, formatCount } from "../../../../store/format.ts";
import type { Outcome } from "../../../../store/kinds/matrix-state.ts";
import { psnrOf } from "../../../../store/run/psnr.ts";
import { After, LessonLink, Predict, RunIt, ShowMe } from "../../../lessons/parts/Text.tsx";
import { Check, networkIn } from "./read.ts";
import { Formula } from "../../../lessons/parts/Formula.tsx";
import { Term, Word } from "../../../lessons/terms/Term.tsx";
import { useCallback, useEffect, useState } from "react";
import type { RankPicture, RankSource, RankView } from "../../../../jobs/data/rank-lab.ts";
import { startRankLab, type RankLabClient } from "../../../../store/jobs/rank-lab.ts";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import { Bars } from "./figures/Bars.tsx";
import { Slider } from "../../../lessons/parts/Slider.tsx";
import { useAnswer } from "../use-answer.ts";

/** A gain of this many dB over filling in the mean counts as clear. */
const CLEARLY = 1;

export function LowRank({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A grey photograph is a matrix: one number for each pixel. Every matrix is a sum of simple patterns.
          Each pattern is a column times a row. We sort them by how much they matter:
        </p>
        <Formula
          display
          tex="X = \htmlData{term=sigma1}{\sigma_1 u_1 v_1^\top} + \htmlData{term=sigma2}{\sigma_2 u_2 v_2^\top} + \htmlData{term=sigma3}{\sigma_3 u_3 v_3^\top} + \cdots"
        />
        <p>
          The weights <Term of="sigma" /> are the <Word of="sigma">singular values</Word>. The columns{" "}
          <Term of="u" /> are orthonormal, and so are the <Term of="v" />. So{" "}
          <Formula tex="X v_i = \sigma_i u_i" />. Keep the first <i>k</i> terms and drop the others. The
          result has rank <i>k</i>, and no other matrix of rank <i>k</i> comes closer to the picture. To store
          it, multiply each weight into its column: <i>k</i> columns and <i>k</i> rows remain. Move the
          slider. When do you recognize a mountain?
        </p>
        <RankSlider picture="photograph" />
        <p>
          The photograph is only nearly of low rank. Its small singular values are not zero, so its{" "}
          <Word of="relative" /> never reaches 0 before the last term. It falls fast, because the rows of the
          picture resemble each other.
        </p>
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>Now the same for noise. Every pixel is drawn independently of all others:</p>
        <RankSlider picture="noise" />
        <p>
          The first singular value is large: it is the mean grey. The others look flat beside it, but they do
          fall. The 64th is about 0.42 of the second, and the 128th is almost 0. They fall so slowly that no
          short sum comes close.
        </p>
        <p>
          Below, a network (next lesson) guesses hidden pixels. It is a product of matrices, adjusted step by
          step until it matches the seen ones.
        </p>
        <Predict question="fill" />
      </>
    );
  if (screen === 4) return <RankSlider picture="photograph" />;
  return (
    <After question="fill">
      <p>
        Both runs see half of 96 × 96 pixels (<Term of="p" /> = 0.5) and are judged on the other half. We
        measure by <Term of="PSNR" /> in decibels (dB): 1 dB more is 20 % less squared error. The simplest
        guess is the mean of the seen pixels, and the networks should beat it. The curves show the relative
        error on the hidden pixels, on a logarithmic axis: lower is better. <Word of="thin">“Thin”</Word> is a
        smaller copy of the <Word of="original">original</Word> network (<LessonLink of="compression" />
        ).
      </p>
      <RunIt setup="photo" />
      <RunIt setup="noise" />
      <Check
        of={["photo", "noise"]}
        question="fill"
        found={(photo, noise) => {
          const [a, b] = [gain(photo) > CLEARLY, gain(noise) > CLEARLY];
          if (a && b) return "both";
          if (!a && !b) return "neither";
          return a ? "photo" : undefined;
        }}
        renderWhy={(_photo, noise) => (
          <>
            <p>
              (We chose the best step by the hidden pixels. In practice nobody has them, and some of the seen
              pixels are held back to choose it.) A low-rank matrix has few free numbers, so a part of it
              fixes the rest if it is large and spread out. Noise has as many free numbers as pixels.
            </p>
            <p>
              <ShowMe
                figure="Error"
                step={networkIn(noise, "original")?.progress?.bestStep}
                terms={["original"]}
              >
                Show me where the error on noise turns
              </ShowMe>
              : from there on the network memorizes what it sees.
            </p>
          </>
        )}
      >
        {(photo, noise) => (
          <p>
            On the photograph the original network beat the mean by {formatDb(gain(photo))} dB at its best
            step. On noise it gained {formatDb(Math.max(0, gain(noise)))} dB.
          </p>
        )}
      </Check>
    </After>
  );
}

/** Gain in dB of the original's best step over filling in the mean. */
function gain(outcome: Outcome): number {
  const { psnrAtOne } = outcome.run;
  const best = networkIn(outcome, "original")?.progress?.best ?? NaN;
  return (psnrOf(psnrAtOne, best) ?? NaN) - (psnrAtOne ?? NaN);
}

const SIDE = 128;

interface Opened {
  readonly client: RankLabClient;
  readonly source: RankSource;
  readonly whole: RankView;
}

/**
 * A picture, its best approximation of rank k, and the decay of its singular values. Pointing at σ_i in a formula
 * highlights its bar.
 */
function RankSlider({ picture }: { readonly picture: RankPicture }) {
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
  const relative = opened?.source.sigma.map((value, _, [first = 1]) => value / first);
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
      {relative && (
        <Bars
          className="decay"
          fill="var(--border)"
          label={`Singular values relative to the first: second ${(relative[1] ?? 0).toFixed(2)}, tenth ${(relative[9] ?? 0).toFixed(2)}`}
          heights={relative}
          kept={k}
        />
      )}
    </figure>
  );
}
