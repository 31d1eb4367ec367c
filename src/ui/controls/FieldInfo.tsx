/** Explains a field: in words, as a formula, and with the reason for the ends of its range. */
import type { Field } from "../../experiment/experiment.ts";
import { formatSetting } from "../../store/format.ts";
import { usePlayground } from "../parts/context.ts";
import { InfoTip } from "./InfoTip.tsx";

interface Props {
  /** Id of the input. */
  readonly id: string;
  readonly label: string;
  readonly field: Field;
  /** Whether Tab stops here. */
  readonly isTabStop?: boolean;
}

export function FieldInfo({ id, label, field, isTabStop = true }: Props) {
  const experiment = usePlayground((state) => state.experiment);
  return (
    <InfoTip about={label} isTabStop={isTabStop}>
      <span id={`${id}-help`}>{field.help}</span>
      {field.formula !== undefined && <span className="formula">{field.formula}</span>}
      {"because" in field && (
        <>
          <span>{field.ends}</span>
          <span>
            From {formatSetting(field.min(experiment))} to {formatSetting(field.max(experiment))}:{" "}
            {field.because}.
          </span>
        </>
      )}
    </InfoTip>
  );
}
