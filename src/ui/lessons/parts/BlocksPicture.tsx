/**
 * Three layers as in the theorem. In each, a block of 2r × 2r learns, and the rest is a number times the
 * identity. Pointing at a part of the theorem's formula highlights its part of the picture.
 */
import { subscript } from "../../../store/format.ts";

const SIDE = 60;
const BLOCK = 18;
const GAP = 34;
/** From left to right as in the product. */
const LAYERS = [3, 2, 1];

export function BlocksPicture() {
  return (
    <figure className="lesson-figure blocks-picture" aria-label="Three layers in the bases of the theorem">
      <svg
        viewBox={`-26 -4 ${3 * (SIDE + GAP) + 20} ${SIDE + 24}`}
        fill="var(--text)"
        fontSize="9"
        textAnchor="middle"
        role="img"
        aria-label="Each of three square matrices has a small full block at its upper left and equal numbers on the rest of its diagonal. Between neighbours the bases cancel."
      >
        {LAYERS.map((layer, i) => (
          <g key={layer} transform={`translate(${i * (SIDE + GAP)} 0)`}>
            <rect fill="var(--panel)" stroke="var(--muted)" width={SIDE} height={SIDE} />
            <rect
              data-term="moving"
              fill="var(--accent-soft)"
              stroke="var(--accent)"
              width={BLOCK}
              height={BLOCK}
            />
            <line
              data-term="quiet"
              stroke="var(--muted)"
              strokeWidth="2"
              x1={BLOCK}
              y1={BLOCK}
              x2={SIDE}
              y2={SIDE}
            />
            <text x={BLOCK / 2} y={BLOCK / 2 + 3}>
              W̃{subscript(layer)}
            </text>
            <text x={SIDE - 14} y={SIDE - 26}>
              ρ{subscript(layer)}
            </text>
            <text data-term="bases" x={-GAP / 2} y={SIDE / 2 + 3}>
              {i === 0 ? `X${subscript(layer)}` : `X${subscript(layer)}ᵀX${subscript(layer)}`}
            </text>
            <text x={SIDE / 2} y={SIDE + 14}>
              layer {layer}
            </text>
          </g>
        ))}
        <text data-term="bases" x={3 * (SIDE + GAP) - GAP / 2 - 4} y={SIDE / 2 + 3}>
          X₀ᵀ
        </text>
      </svg>
      <figcaption>
        The blue block is 2r × 2r and learns. The diagonal is ρ times the identity. Between layers, XᵀX = I.
      </figcaption>
    </figure>
  );
}
