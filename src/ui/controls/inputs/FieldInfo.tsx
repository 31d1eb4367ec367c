/** Explains a field in words and as a formula, and says why its range ends where it does. */
import type { Field as MatrixField } from "../../../experiment/experiment.ts";
import type { Field } from "../../../experiment/fields.ts";
import { formatSetting } from "../../../store/format.ts";
import { usePlayground } from "../../parts/context.ts";
import { InfoTip } from "./InfoTip.tsx";

interface Props {
  /** Id of the field's input. */
  readonly id: string;
  readonly label: string;
  readonly isTabStop?: boolean;
}

export function FieldInfo(props: Props & { readonly field: MatrixField }) {
  const experiment = usePlayground((state) => state.config);
  return <FieldHelp config={experiment} {...props} />;
}

/** Explains a field of any workload. */
export function FieldHelp<C>({
  id,
  label,
  field,
  config,
  isTabStop = true,
}: Props & { readonly field: Field<C>; readonly config: C }) {
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
