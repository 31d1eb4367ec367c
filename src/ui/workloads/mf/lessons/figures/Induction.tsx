/**
 * The four lines of the induction. Each line highlights its blocks in the diagram above while the pointer is
 * on it.
 */
import { useRef } from "react";
import { blockId } from "../../diagram/RunDiagram.tsx";
import { lightBlocks } from "../../../../diagram/lit-blocks.ts";
import { LessonDiagram } from "./LessonDiagram.tsx";
import { Formula } from "../../../../lessons/parts/Formula.tsx";

interface Line {
  readonly tex: string;
  readonly because: string;
  /** Layers are counted from 0; `f` is the product. */
  readonly lights: readonly (number | "f")[];
}

/** The induction is written out for l = 2 of three layers. */
const LINES: readonly Line[] = [
  {
    tex: "f x_0 = W_3 W_2 W_1 x_0 = \\rho_1 \\rho_2 \\rho_3\\, x_3",
    because: "Each layer hands the direction on to the next one.",
    lights: [0, 1, 2, "f"],
  },
  {
    tex: "D x_0 = (f - \\Phi)\\, x_0 = \\rho_1 \\rho_2 \\rho_3\\, x_3",
    because: "Φ does nothing to x₀, because we took Φx = 0.",
    lights: ["f"],
  },
  {
    tex: "G_2 x_1 = W_3^\\top D\\, W_1^\\top x_1 = \\rho_2\\, \\rho_1^2 \\rho_3^2\\, x_2",
    because: "The other layers carry x₁ back to x₀, and x₃ back to x₂.",
    lights: [0, 2],
  },
  {
    tex: "(W_2 - \\eta\\, G_2)\\, x_1 = \\rho_2 \\,(1 - \\eta\\, \\rho_1^2 \\rho_3^2)\\, x_2",
    because: "After the step x₁ still goes to x₂. It is only a little shorter.",
    lights: [1],
  },
];

const SHOWN = ["original"] as const;

export function Induction() {
  const undo = useRef<() => void>(undefined);
  const darken = (): void => undo.current?.();
  const light = ({ lights }: Line): void => {
    undo.current = lightBlocks(
      lights.map((layer) => (layer === "f" ? "original/f" : blockId("original", layer))),
    );
  };
  return (
    <>
      <LessonDiagram shown={SHOWN} />
      <ol className="induction stack tight" aria-label="Four lines of induction">
        {LINES.map((line) => (
          <li
            key={line.tex}
            // Keyboard focus highlights the blocks as the pointer does.
            tabIndex={0}
            onPointerEnter={() => light(line)}
            onPointerLeave={darken}
            onFocus={() => light(line)}
            onBlur={darken}
          >
            <Formula tex={line.tex} /> <span>{line.because}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
