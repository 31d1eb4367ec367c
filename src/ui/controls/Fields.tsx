/** Controls for a workload's settings, made from the descriptions of its fields. */
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import type { ChoiceField, Field, NumberField, NumbersField } from "../../experiment/fields.ts";
import { formatSetting } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { ModelSample } from "../parts/LineSample.tsx";
import { Switch } from "../parts/Switch.tsx";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { matchesMedia } from "../parts/use-media.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { AdviceList } from "./inputs/AdviceList.tsx";
import { FieldHelp, InfoTip } from "./inputs/InfoTip.tsx";
import { NumberBox } from "./inputs/NumberBox.tsx";
import { Slider } from "./inputs/Slider.tsx";
import type { Scale } from "./slider-scale.ts";
import { Select } from "../parts/Select.tsx";
import { CheckBox } from "../parts/CheckBox.tsx";

type AnyField = Field<Config>;

export function fieldOf({ fields }: Pick<WorkloadPage, "fields">, name: string): AnyField {
  const field = fields.find((one) => one.name === name);
  if (!field) throw new Error(`Bug: no field ${name}`);
  return field;
}

/** The part of a number's range that its slider covers, within the current limits. */
export function scaleOf<C>(
  page: { slider(name: string, config: C): Scale | undefined },
  field: NumberField<C>,
  config: C,
): Scale | undefined {
  const scale = page.slider(String(field.name), config);
  if (!scale) return undefined;
  return {
    ...scale,
    min: Math.max(scale.min, field.min(config)),
    max: Math.min(scale.max, field.max(config)),
  };
}

/** Ids of the texts that describe a field's input: its help and the advice on its value. */
const descriptionOf = (id: string): string => `${id}-help ${id}-advice`;

const useConfig = (): Config => usePlayground((state) => state.config);

function useLabel({ name, label }: AnyField): string {
  const page = usePage();
  const config = useConfig();
  return page.labelOf?.(name, config) ?? label;
}

/** On a setting, the ? key moves to its explanation. */
function explain(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "?") return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(".info-button")?.focus();
}

interface NumberProps {
  readonly id: string;
  readonly field: NumberField<Config>;
  /** Whether small buttons take the place of the slider, if the workload names them. */
  readonly hasSteppers?: boolean;
}

function NumberInputs({ id, field, hasSteppers = false }: NumberProps) {
  const page = usePage();
  const config = useConfig();
  const label = useLabel(field);
  const { change } = useActions();
  const { name } = field;
  const value = config[name] as number;
  const [min, max] = [field.min(config), field.max(config)];
  const set = (next: number): void => change({ [name]: next });
  const steppers = hasSteppers ? page.steppers?.[name] : undefined;
  const scale = steppers ? undefined : scaleOf(page, field, config);
  return (
    <>
      {steppers && (
        <Stepper label={steppers.less} sign="−" isOff={value <= min} onStep={() => set(value - 1)} />
      )}
      {scale && (
        <Slider
          label={label}
          scale={scale}
          value={value}
          isWhole={field.kind === "integer"}
          describedBy={descriptionOf(id)}
          onSet={(next) => change({ [name]: next }, "dragging")}
        />
      )}
      <NumberBox
        id={id}
        describedBy={descriptionOf(id)}
        value={value}
        min={min}
        max={max}
        integer={field.kind === "integer"}
        because={field.because}
        onCommit={set}
      />
      {steppers && (
        <Stepper label={steppers.more} sign="+" isOff={value >= max} onStep={() => set(value + 1)} />
      )}
    </>
  );
}

interface StepperProps {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  /** False beside a number box, in which ↑ and ↓ do the same. */
  readonly isTabStop?: boolean;
  readonly onStep: () => void;
}

export function Stepper({ label, sign, isOff, isTabStop = false, onStep }: StepperProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...(!isTabStop && { tabIndex: -1 })}
      disabled={isOff}
      onClick={onStep}
    >
      {sign}
    </button>
  );
}

/** A number among the main settings. Tab skips its small buttons, so that a few key presses reach the next number. */
export function Dial({ name }: { readonly name: string }) {
  const field = fieldOf(usePage(), name);
  const label = useLabel(field);
  const config = useConfig();
  const id = useId();
  if (field.kind !== "integer" && field.kind !== "real") return null;
  return (
    <div className="dial" data-term={name} onKeyDown={explain}>
      <div className="dial-name spread">
        <label htmlFor={id} className="cut fine">
          {label}
        </label>
        <FieldHelp id={id} label={label} field={field} config={config} isTabStop={false} />
      </div>
      <AdviceList id={id} field={name} isShownElsewhere />
      <div className="dial-inputs item">
        <NumberInputs id={id} field={field} hasSteppers />
      </div>
    </div>
  );
}

/** Any setting, in the panel or the sheet. */
function Control({ name }: { readonly name: string }) {
  const page = usePage();
  const field = fieldOf(page, name);
  const Own = page.controls?.[name];
  if (Own) return <Own field={field} />;
  if (field.kind === "choices") return <Checks field={field} />;
  if (field.kind === "choice") return <Choice field={field} />;
  if (field.kind === "numbers") return <Numbers field={field} />;
  if (field.kind === "text") return null;
  return <NumberControl name={name} />;
}

/** A number with a slider over the useful range and a box for any possible value. */
export function NumberControl({
  name,
  isAdviceElsewhere = false,
}: {
  readonly name: string;
  /** Whether the message line shows the advice. */
  readonly isAdviceElsewhere?: boolean;
}) {
  const page = usePage();
  const field = fieldOf(page, name);
  const Details = page.details?.[name];
  if (field.kind !== "integer" && field.kind !== "real") return null;
  return (
    <Frame field={field} isAdviceElsewhere={isAdviceElsewhere}>
      {(id) => (
        <>
          <div className="field-inputs row">
            <NumberInputs id={id} field={field} />
          </div>
          {Details && <Details />}
        </>
      )}
    </Frame>
  );
}

interface FrameProps {
  readonly field: AnyField;
  readonly isAdviceElsewhere?: boolean;
  readonly children: (id: string) => ReactNode;
}

/** The frame that all fields' controls share: name, explanation, input, and advice on the current value. */
function Frame({ field, isAdviceElsewhere = false, children }: FrameProps) {
  const label = useLabel(field);
  const config = useConfig();
  const id = useId();
  return (
    <div className="field" data-term={field.name}>
      <div className="field-name spread">
        <label htmlFor={id}>{label}</label>
        <FieldHelp id={id} label={label} field={field} config={config} />
      </div>
      {children(id)}
      <AdviceList id={id} field={field.name} isShownElsewhere={isAdviceElsewhere} />
    </div>
  );
}

export function Choice({
  field,
  onChoose,
}: {
  readonly field: ChoiceField<Config>;
  /** Called instead of changing the setting. */
  readonly onChoose?: (option: string) => void;
}) {
  const { words } = usePage();
  const { name } = field;
  const config = useConfig();
  const { change } = useActions();
  return (
    <Frame field={field}>
      {(id) => (
        <Select
          id={id}
          aria-describedby={descriptionOf(id)}
          options={field.options
            .filter((option) => !field.refuses?.(option, config))
            .map((option) => ({ id: option, name: words[name]?.[option] ?? option }))}
          chosen={String(config[name])}
          onChoose={(option) => (onChoose ? onChoose(option) : change({ [name]: option }))}
        />
      )}
    </Frame>
  );
}

/** A list of numbers, which the user types separated by commas. */
function Numbers({ field }: { readonly field: NumbersField<Config> }) {
  const values = useConfig()[field.name] as readonly number[];
  const { change } = useActions();
  const [draft, setDraft] = useState<string>();
  const commit = (): void => {
    if (draft !== undefined)
      change({
        [field.name]: draft
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(Number),
      });
    setDraft(undefined);
  };
  return (
    <Frame field={field}>
      {(id) => (
        <input
          id={id}
          type="text"
          inputMode="decimal"
          aria-describedby={descriptionOf(id)}
          value={draft ?? values.map(formatSetting).join(", ")}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
      )}
    </Frame>
  );
}

/** Models among the options have a sample of their line and an explanation. */
function Checks({ field }: { readonly field: ChoiceField<Config> }) {
  const { words } = usePage();
  const { name } = field;
  const config = useConfig();
  const { change } = useActions();
  const chosen = config[name] as readonly string[];
  const id = useId();
  const toggle = (option: string, on: boolean): void =>
    change({ [name]: on ? [...chosen, option] : chosen.filter((other) => other !== option) });
  return (
    <fieldset className="field" aria-describedby={`${id}-help`}>
      <legend className="field-name spread">
        {field.label}
        <FieldHelp id={id} label={field.label} field={field} config={config} />
      </legend>
      {field.options
        .filter((option) => (words[name] ? words[name][option] !== undefined : true))
        .map((option) => {
          const checked = chosen.includes(option);
          const refused = field.refuses?.(option, config);
          return (
            <div key={option} className="check-row spread">
              <CheckBox
                checked={checked}
                disabled={refused !== undefined || (checked && chosen.length === 1)}
                onChange={(on) => toggle(option, on)}
              >
                <ModelSample id={option} />
                <span>
                  {words[name]?.[option] ?? option}
                  {refused && <small className="refused">Not here: {refused}.</small>}
                </span>
              </CheckBox>
              <ModelHelp id={option} />
            </div>
          );
        })}
    </fieldset>
  );
}

export function ModelsControl() {
  const page = usePage();
  const field = fieldOf(page, page.modelsField);
  return field.kind === "choices" && <Checks field={field} />;
}

/** Explains a model in words and by its formula, if the page has a formula for it. */
export function ModelHelp({ id }: { readonly id: string }) {
  const look = usePage().looks[id];
  if (!look?.formula) return null;
  return (
    <InfoTip about={look.name}>
      <span>{look.about}</span>
      <span className="formula">{look.formula}</span>
    </InfoTip>
  );
}

const isWide = (): boolean => matchesMedia("(min-width: 60rem)");

/** The settings that apply, in groups. `without` leaves out settings that have a control elsewhere. */
export function SettingGroups({ without = [] }: { readonly without?: readonly string[] }) {
  const page = usePage();
  const config = useConfig();
  const applies = (name: string): boolean => page.applies?.(name, config) ?? true;
  const live = page.fields.filter(({ name, isLive }) => isLive && applies(name));
  return (
    <form className="controls" aria-label="Experiment" onSubmit={(event) => event.preventDefault()}>
      <p className="note">
        Until its end, the run continues when one of these changes:{" "}
        {live.map(({ label }) => label).join(", ")}. Any other change starts the run over.
      </p>
      {page.groups.map(({ title, names }, i) => {
        const shown = names.filter(
          (name) => applies(name) && (!without.includes(name) || page.details?.[name]),
        );
        return shown.length === 0 ? null : (
          <details key={title} className="group" open={i === 0 || isWide()}>
            <summary>
              <h2>{title}</h2>
            </summary>
            <div className="fields stack">
              {shown.map((name) => {
                const Details = page.details?.[name];
                return Details && without.includes(name) ? (
                  <Details key={name} />
                ) : (
                  <Control key={name} name={name} />
                );
              })}
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
  note,
  help,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  /** Follows the label, such as the name of a file. */
  readonly note?: string | undefined;
  readonly help?: ReactNode;
  readonly options: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <div className="dial switch-dial" style={{ flexBasis: `${4.25 * options.length}rem` }}>
      <div className="dial-name spread">
        <span className="cut fine" title={note}>
          {label}
          {note !== undefined && <b> {note}</b>}
        </span>
        {help !== undefined && <InfoTip about={label}>{help}</InfoTip>}
      </div>
      <Switch label={label} options={options} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}
