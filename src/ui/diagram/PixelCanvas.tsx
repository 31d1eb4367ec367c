/** A matrix as a picture, one pixel per entry. */
import { useEffect, useRef } from "react";
import { matchesMedia } from "../parts/use-media.ts";
import type { Pixels } from "../../store/kinds/matrix-data.ts";

export interface Picture {
  /** A name for screen readers. Empty if the surrounding element already has one. */
  readonly label: string;
  readonly rows: number;
  readonly cols: number;
  readonly pixels: Pixels | undefined;
  /** Whether values have both signs. On a dark page, 0 is then dark. */
  readonly isSigned?: boolean | undefined;
  /** When this changes, the picture turns over: the new one is on the other side. */
  readonly side?: string | undefined;
}

/** Duration of half a turn, and the matrix seen from its edge. */
const HALF_TURN_MS = 400;
const FLAT = { transform: "perspective(40rem) rotate3d(1, 1, 0, 0deg)" };
const EDGE = { transform: "perspective(40rem) rotate3d(1, 1, 0, 90deg)" };

export function PixelCanvas({ label, rows, cols, pixels, isSigned, side }: Picture) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shownSide = useRef(side);
  useEffect(() => {
    const draw = (): void => {
      if (pixels?.length === 4 * rows * cols)
        canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, cols, rows), 0, 0);
    };
    const turns = side !== shownSide.current && !matchesMedia("(prefers-reduced-motion: reduce)");
    shownSide.current = side;
    const away =
      turns && canvas.current?.animate([FLAT, EDGE], { duration: HALF_TURN_MS, easing: "ease-in" });
    if (!away) return draw();
    away.addEventListener("finish", () => {
      draw();
      canvas.current?.animate([EDGE, FLAT], { duration: HALF_TURN_MS, easing: "ease-out" });
    });
  }, [pixels, rows, cols, side]);
  return (
    <canvas
      ref={canvas}
      className={isSigned ? "pixels signed" : "pixels"}
      {...(label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
      width={cols}
      height={rows}
      style={{ aspectRatio: `${cols} / ${rows}` }}
    />
  );
}
