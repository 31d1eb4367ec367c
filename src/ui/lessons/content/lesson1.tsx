/** What is a low-rank matrix? */
import { formatDb } from "../../../store/format.ts";
import type { Outcome } from "../../../store/outcomes.ts";
import { psnrOf } from "../../../store/psnr.ts";
import { CheckBoth } from "../Check.tsx";
import { Formula } from "../Formula.tsx";
import { Predict } from "../Predict.tsx";
import { RankSlider } from "../RankSlider.tsx";
import { RunIt } from "../RunIt.tsx";
import { Term } from "../Term.tsx";

/** dB that count as more than filling in the mean. */
const CLEARLY = 1;

export function Lesson1({ screen }: { readonly screen: number }) {
  if (screen === 1)
    return (
      <>
        <p>
          A grey photograph is a matrix: one number for each pixel. Like every matrix it is a sum of simple
          patterns, each a column times a row, sorted by how much they matter:
        </p>
        <Formula
          display
          tex="X = \sigma_1 u_1 v_1^\top + \sigma_2 u_2 v_2^\top + \sigma_3 u_3 v_3^\top + \cdots"
        />
        <p>
          The weights <Term of="sigma" /> are the singular values. Keep the first <i>k</i> terms and forget
          the others: no other matrix of rank <i>k</i> comes closer to the picture. Move the slider. When do
          you recognise a mountain?
        </p>
        <RankSlider picture="photograph" />
      </>
    );
  if (screen === 2)
    return (
      <>
        <p>
          A few patterns are most of the photograph, because its rows resemble each other. Now the same for
          noise, in which every pixel is independent of all others:
        </p>
        <RankSlider picture="noise" />
        <p>
          After the first one, which is its mean grey, its singular values hardly fall: there is no short
          description of noise.
        </p>
        <Predict
          id="1.fill"
          question="Hide half of the pixels at random. For which of the two can a network tell what was there?"
          options={{
            photo: "The photograph only",
            both: "Both: half is plenty",
            neither: "Neither: what is hidden is gone",
          }}
        />
      </>
    );
  return (
    <>
      <p>
        Both runs see half of the pixels (<Term of="p" /> = 0.5) and are judged on the other half, by{" "}
        <Term of="PSNR" /> in decibels (dB): 1 dB more is 20 % less squared error. The guess to beat is the
        simplest: the mean of what is seen. “Thin” beside the original is a compressed copy of it, the subject
        of lesson 6.
      </p>
      <RunIt setup="photo" />
      <RunIt setup="noise" />
      <CheckBoth
        of={["photo", "noise"]}
        prediction={{
          id: "1.fill",
          found: (photo, noise) => {
            const [a, b] = [gain(photo) > CLEARLY, gain(noise) > CLEARLY];
            if (a && b) return "both";
            if (!a && !b) return "neither";
            return a ? "photo" : undefined;
          },
        }}
      >
        {(photo, noise) => (
          <p>
            On the photograph the original network was {formatDb(gain(photo))} dB better than the mean at its
            best step, on noise {formatDb(Math.max(0, gain(noise)))} dB. A low-rank matrix has few free
            numbers, so a part of it fixes the rest; noise has as many as pixels.
          </p>
        )}
      </CheckBoth>
    </>
  );
}

/** dB of the original's best step over filling in the mean. */
function gain({ run, networks }: Outcome): number {
  const best = networks.find(({ id }) => id === "original")?.progress?.best ?? NaN;
  return (psnrOf(run.psnrAtOne, best) ?? NaN) - (run.psnrAtOne ?? NaN);
}
