/** Buttons that remove or add a layer. */
import { numberFieldOf } from "../controls/presentation.ts";
import { useMatrix, useMatrixActions } from "../context.ts";

export function DepthButtons() {
  const experiment = useMatrix((state) => state.config);
  const { change } = useMatrixActions();
  const field = numberFieldOf("depth");
  const { depth } = experiment;
  return (
    <span className="depth-buttons">
      <button
        type="button"
        aria-label="Remove a layer"
        title="Remove a layer"
        disabled={depth <= field.min(experiment)}
        onClick={() => change({ depth: depth - 1 })}
      >
        −
      </button>
      <button
        type="button"
        aria-label="Add a layer"
        title="Add a layer"
        disabled={depth >= field.max(experiment)}
        onClick={() => change({ depth: depth + 1 })}
      >
        +
      </button>
    </span>
  );
}
