import type { ComponentProps } from "react";

interface Props extends Pick<ComponentProps<"svg">, "className" | "fill"> {
  readonly label: string;
  /** From 0 to 1. */
  readonly heights: readonly number[];
  /** How many bars are emphasized. */
  readonly kept: number;
}

/** Singular values as bars. */
export function Bars({ label, heights, kept, ...svg }: Props) {
  return (
    <svg
      viewBox={`0 0 ${heights.length} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      {...svg}
    >
      {heights.map((height, i) => (
        <rect
          key={i} // oxlint-disable-line react/no-array-index-key -- the index identifies a singular value
          data-term={`sigma${i + 1}`}
          x={i + 0.1}
          y={1 - height}
          width={0.8}
          height={height}
          fill={i < kept ? "var(--accent)" : undefined}
        />
      ))}
    </svg>
  );
}
