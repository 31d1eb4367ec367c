/** Controls for a workload's settings, made from the descriptions of its fields. */
import { useId, type ReactNode } from "react";
import type { ChoiceField, Field, NumberField } from "../../experiment/fields.ts";
import type { Config } from "../../store/state.ts";
import { FieldHelp } from "./inputs/FieldInfo.tsx";
import { explain } from "./MainControls.tsx";
import { InfoTip } from "./inputs/InfoTip.tsx";
import { NumberBox } from "./inputs/NumberBox.tsx";
import type { Scale } from "./presentation.ts";
import { Slider } from "./inputs/Slider.tsx";
import { LineSample } from "../charts/curves/LineSample.tsx";
import { ModelHelp } from "./ModelHelp.tsx";
import { usePage, useWorkload, useWorkloadActions } from "../workload/context.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";

type AnyField = Field<Config>;

export function fieldOf({ fields }: WorkloadPage, name: string): AnyField {
  const field = fields.find((one) => one.name === name);
  if (!field) throw new Error(`Bug: no field ${name}`);
  return field;
}

const helpOf = (id: string): string => `${id}-help`;

/** The part of a number's range that its slider covers, within the current limits. */
export function scaleOf(page: WorkloadPage, field: NumberField<Config>, config: Config): Scale | undefined {
  const scale = page.sliders[field.name];
  if (!scale) return undefined;
  return {
    ...scale,
    min: Math.max(scale.min, field.min(config)),
    max: Math.min(scale.max, field.max(config)),
  };
}

interface InputProps {
  readonly id: string;
  readonly field: NumberField<Config>;
}

function NumberInputs({ id, field }: InputProps) {
  const page = usePage();
  const config = useWorkload((state) => state.config);
  const { change } = useWorkloadActions();
  const { name } = field;
  const scale = scaleOf(page, field, config);
  const value = config[name] as number;
  return (
    <>
      {scale && (
        <Slider
          label={field.label}
          scale={scale}
          value={value}
          isWhole={field.kind === "integer"}
          describedBy={helpOf(id)}
          onSet={(next) => change({ [name]: next }, "dragging")}
        />
      )}
      <NumberBox
        id={id}
        describedBy={helpOf(id)}
        value={value}
        min={field.min(config)}
        max={field.max(config)}
        integer={field.kind === "integer"}
        because={field.because}
        onCommit={(next) => change({ [name]: next })}
      />
    </>
  );
}

/** A number among the main settings. */
export function Dial({ name }: { readonly name: string }) {
  const field = fieldOf(usePage(), name);
  const config = useWorkload((state) => state.config);
  const id = useId();
  if (field.kind !== "integer" && field.kind !== "real") return null;
  return (
    <div className="dial" data-term={name} onKeyDown={explain}>
      <div className="dial-name">
        <label htmlFor={id}>{field.label}</label>
        <FieldHelp id={id} label={field.label} field={field} config={config} isTabStop={false} />
      </div>
      <div className="dial-inputs">
        <NumberInputs id={id} field={field} />
      </div>
    </div>
  );
}

/** Any setting, in the panel or the sheet. */
function Control({ name }: { readonly name: string }) {
  const page = usePage();
  const field = fieldOf(page, name);
  if (name === page.modelsField) return <ModelsControl />;
  if (field.kind === "choices") return <Checks field={field} />;
  if (field.kind === "choice") return <Choice field={field} />;
  if (field.kind === "integer" || field.kind === "real")
    return (
      <Frame field={field}>
        {(id) => (
          <div className="field-inputs">
            <NumberInputs id={id} field={field} />
          </div>
        )}
      </Frame>
    );
  return null;
}

function Frame({
  field,
  children,
}: {
  readonly field: AnyField;
  readonly children: (id: string) => ReactNode;
}) {
  const config = useWorkload((state) => state.config);
  const id = useId();
  return (
    <div className="field">
      <div className="field-name">
        <label htmlFor={id}>{field.label}</label>
        <FieldHelp id={id} label={field.label} field={field} config={config} />
      </div>
      {children(id)}
    </div>
  );
}

function Choice({ field }: { readonly field: ChoiceField<Config> }) {
  const { words } = usePage();
  const { name } = field;
  const config = useWorkload((state) => state.config);
  const { change } = useWorkloadActions();
  return (
    <Frame field={field}>
      {(id) => (
        <select
          id={id}
          aria-describedby={helpOf(id)}
          value={String(config[name])}
          onChange={({ target }) => change({ [name]: target.value })}
        >
          {field.options
            .filter((option) => !field.refuses?.(option, config))
            .map((option) => (
              <option key={option} value={option}>
                {words[name]?.[option] ?? option}
              </option>
            ))}
        </select>
      )}
    </Frame>
  );
}

/** Chooses one or more of several options. */
function Checks({
  field,
  renderOption,
  renderHelp,
}: {
  readonly field: ChoiceField<Config>;
  readonly renderOption?: (option: string) => ReactNode;
  readonly renderHelp?: (option: string) => ReactNode;
}) {
  const { words } = usePage();
  const { name } = field;
  const config = useWorkload((state) => state.config);
  const { change } = useWorkloadActions();
  const chosen = config[name] as readonly string[];
  const id = useId();
  const toggle = (option: string, on: boolean): void =>
    change({ [name]: on ? [...chosen, option] : chosen.filter((other) => other !== option) });
  return (
    <fieldset className="field networks" aria-describedby={helpOf(id)}>
      <legend className="field-name">
        {field.label}
        <FieldHelp id={id} label={field.label} field={field} config={config} />
      </legend>
      {field.options
        .filter((option) => (words[name] ? words[name][option] !== undefined : true))
        .map((option) => {
          const checked = chosen.includes(option);
          const refused = field.refuses?.(option, config);
          return (
            <div key={option} className="check-row">
              <label className="check">
                <input
                  type="checkbox"
                  checked={checked}
                  disabled={refused !== undefined || (checked && chosen.length === 1)}
                  onChange={(event) => toggle(option, event.target.checked)}
                />
                {renderOption?.(option)}
                <span>
                  {words[name]?.[option] ?? option}
                  {refused && <small className="refused">{refused}</small>}
                </span>
              </label>
              {renderHelp?.(option)}
            </div>
          );
        })}
    </fieldset>
  );
}

/** Chooses the models to train side by side. */
export function ModelsControl() {
  const page = usePage();
  const field = fieldOf(page, page.modelsField);
  if (field.kind !== "choices") return null;
  return (
    <Checks
      field={field}
      renderOption={(option) => <LineSample id={option} />}
      renderHelp={(option) => <ModelHelp id={option} />}
    />
  );
}

/** The settings that apply, in groups. `without` leaves out settings that have a control elsewhere. */
export function SettingGroups({ without = [] }: { readonly without?: readonly string[] }) {
  const { groups, applies, fields } = usePage();
  const config = useWorkload((state) => state.config);
  const live = fields.filter(({ name, isLive }) => isLive && applies(name, config));
  return (
    <form className="controls" aria-label="Experiment" onSubmit={(event) => event.preventDefault()}>
      <p className="note">
        Until its end, the run continues when one of these changes:{" "}
        {live.map(({ label }) => label).join(", ")}. Any other change starts the run over.
      </p>
      {groups.map(({ title, names }, i) => {
        const shown = names.filter((name) => !without.includes(name) && applies(name, config));
        return shown.length === 0 ? null : (
          <details key={title} className="group" open={i === 0}>
            <summary>
              <h2>{title}</h2>
            </summary>
            <div className="fields">
              {shown.map((name) => (
                <Control key={name} name={name} />
              ))}
            </div>
          </details>
        );
      })}
    </form>
  );
}

/** A main setting that switches several settings at once between a few states. */
export function SwitchDial({
  label,
  help,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly help?: ReactNode;
  readonly options: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <div className="dial switch-dial" style={{ flexBasis: `${4.25 * options.length}rem` }}>
      <div className="dial-name">
        <span className="dial-label">{label}</span>
        {help !== undefined && <InfoTip about={label}>{help}</InfoTip>}
      </div>
      <div className="switch" role="group" aria-label={label}>
        {options.map(({ id, name, title }) => (
          <button
            key={id}
            type="button"
            title={title}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
