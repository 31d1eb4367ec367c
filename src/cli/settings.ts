/** `dmf settings [name]`: the reference of all settings, made from their fields. */
import { didYouMean } from "../core/did-you-mean.ts";
import { MF } from "../experiment/link-keys.ts";
import { referenceFor, referenceOf, type SettingReference } from "../workloads/reference.ts";
import { optionsOf, parseOptions } from "./arguments.ts";
import { EXIT, badArguments } from "./output.ts";
import { CLI_WORKLOADS, type CliWorkload } from "./workloads.ts";

export const SETTINGS_OPTIONS = optionsOf([], ["json", "markdown"]);

export async function settingsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, SETTINGS_OPTIONS);
  const [name, ...more] = positionals;
  if (more.length > 0) throw badArguments("settings takes at most one name or link key");
  const found = CLI_WORKLOADS.map((workload) => ({ workload, settings: chosen(workload, name) })).filter(
    ({ settings }) => settings.length > 0,
  );
  if (found.length === 0) {
    const known = CLI_WORKLOADS.flatMap(({ codec }) =>
      codec.fields.flatMap((field) => [field.name, field.key]),
    );
    throw badArguments(`there is no setting “${name}”.${didYouMean(name ?? "", known)}`);
  }
  const byId = found.map(({ workload, settings }) => [workload.codec.id, settings]);
  const lists = found.map(({ workload, settings }) => asList(workload, settings, name !== undefined));
  if (values.json) process.stdout.write(`${JSON.stringify(Object.fromEntries(byId))}\n`);
  else process.stdout.write(values.markdown ? settingsPage() : lists.join("\n"));
  return EXIT.ok;
}

const chosen = ({ codec }: CliWorkload, name: string | undefined): readonly SettingReference[] =>
  name === undefined ? referenceOf(codec) : [referenceFor(codec, name)].filter((one) => one !== undefined);

const titleOf = ({ title, codec: { id } }: CliWorkload): string =>
  id === MF ? title : `${title} (\`id=${id}\`)`;

/** One line for each setting, or everything about a single one. */
function asList(workload: CliWorkload, settings: readonly SettingReference[], isWhole: boolean): string {
  const lines = settings.flatMap((setting) => {
    const { name, key, type, unit, default: usual, rule, range, live, label, help, formula } = setting;
    const head = `${`${name} (${key})`.padEnd(28)}${type}, default ${usual || "empty"}${live ? ", live" : ""}`;
    if (!isWhole) return [`  ${head}`];
    return [
      `  ${head}`,
      `    ${label}. ${help}`,
      `    range: ${range}${unit === undefined ? "" : `; unit: ${unit}`}`,
      ...(rule === undefined ? [] : [`    default: ${rule}`]),
      ...(formula === undefined ? [] : [`    ${formula}`]),
    ];
  });
  return [titleOf(workload).replaceAll("`", ""), ...lines, ""].join("\n");
}

const INTRODUCTION = `# Settings

Every setting of every workload, made from the same descriptions as the page's controls (\`dmf settings --markdown > docs/settings.md\`).
A link takes the keys; a config takes the names or the keys, and so does \`--vary\`. Settings marked “live” can change
while a run trains.
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const sections = CLI_WORKLOADS.map((workload) => {
    const rows = referenceOf(workload.codec).map(
      ({ name, key, type, unit, default: usual, rule, range, live, label, help, formula }) =>
        `| ${[
          `\`${name}\``,
          `\`${key}\``,
          `${type}${unit === undefined ? "" : `, in ${unit}`}${live ? "; live" : ""}`,
          [usual && `\`${usual}\``, rule && cell(rule)].filter(Boolean).join(": "),
          cell(range),
          `**${cell(label)}.** ${cell(help)}${formula === undefined ? "" : ` \`${cell(formula)}\``}`,
        ].join(" | ")} |`,
    );
    return [
      `## ${titleOf(workload)}`,
      "",
      "| name | key | type | default | range | meaning |",
      "| --- | --- | --- | --- | --- | --- |",
      ...rows,
      "",
    ].join("\n");
  });
  return [INTRODUCTION, ...sections].join("\n");
}
