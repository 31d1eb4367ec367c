/** Explains a field in words and as a formula, and says why its range ends where it does. */
import type { Field } from "../../../experiment/fields.ts";
import { formatSetting } from "../../../store/format.ts";
import { InfoTip } from "./InfoTip.tsx";

interface Props<C> {
  readonly id: string;
  readonly label: string;
  readonly field: Field<C>;
  readonly config: C;
  readonly isTabStop?: boolean;
}

export function FieldHelp<C>({ id, label, field, config, isTabStop = true }: Props<C>) {
  return (
    <InfoTip about={label} isTabStop={isTabStop}>
      <span id={`${id}-help`}>{field.help}</span>
      {field.formula !== undefined && <span className="formula">{field.formula}</span>}
      {"because" in field && (
        <>
          <span>{field.ends}</span>
          <span>
            From {formatSetting(field.min(config))} to {formatSetting(field.max(config))}: {field.because}.
          </span>
        </>
      )}
    </InfoTip>
  );
}
