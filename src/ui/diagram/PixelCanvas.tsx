/** A matrix as a picture, one pixel per entry. */
import { useEffect, useRef } from "react";
import type { Pixels } from "../../store/kinds/matrix-data.ts";

interface Props {
  /** A name for screen readers. Empty if the surrounding element already has one. */
  readonly label: string;
  readonly rows: number;
  readonly cols: number;
  readonly pixels: Pixels | undefined;
  /** Whether values have both signs. On a dark page, 0 is then dark. */
  readonly isSigned?: boolean | undefined;
}

export function PixelCanvas({ label, rows, cols, pixels, isSigned }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (pixels?.length === 4 * rows * cols)
      canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, cols, rows), 0, 0);
  }, [pixels, rows, cols]);
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
