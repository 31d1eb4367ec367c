/** The commands, their options and the help text. docs/cli.md describes them. */
import packageJson from "../../package.json";
import { parseOptions } from "./arguments.ts";
import { EXIT, badArguments } from "./output.ts";
import { EXPORT_OPTIONS, exportCommand } from "./export.ts";
import { MERGE_OPTIONS, mergeCommand } from "./sweep/merge.ts";
import { REPRODUCE_OPTIONS, reproduceCommand } from "./reproduce/reproduce.ts";
import { RUN_OPTIONS, runCommand } from "./run/run.ts";
import { SERVE_OPTIONS, serveCommand } from "./serve.ts";
import { SETTINGS_OPTIONS, settingsCommand } from "./settings.ts";
import { SWEEP_OPTIONS, sweepCommand } from "./sweep/sweep.ts";
import { CLI_WORKLOADS } from "./workloads.ts";

interface Command {
  /** The command's options by name, without the dashes. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The arguments of each form, and what the command does. */
  readonly forms: readonly string[];
  readonly does: string;
  /** Runs the command and resolves to its exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const EXPERIMENT = "<preset | link | config.json>";
const LIST_OPTIONS = { json: { type: "boolean" } } as const;

export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries<Command>({
    serve: {
      options: SERVE_OPTIONS,
      forms: ["[--port N]"],
      does: "serve the page on this machine and print its address; also dmf without a command",
      run: serveCommand,
    },
    run: {
      options: RUN_OPTIONS,
      forms: [
        `${EXPERIMENT} [options]`,
        "--data FILE [link | config.json] [options]",
        "--train FILE --test FILE [options]",
      ],
      does: "train, then report; with --data on your own matrix, table or texts",
      run: runCommand,
    },
    sweep: {
      options: SWEEP_OPTIONS,
      forms: [`${EXPERIMENT} --vary key=v1,v2,… --out DIR [options]`],
      does: "train settings × seeds",
      run: sweepCommand,
    },
    merge: {
      options: MERGE_OPTIONS,
      forms: ["<folder or file>… [options]"],
      does: "collect the runs of a sweep in one CSV table",
      run: mergeCommand,
    },
    reproduce: {
      options: REPRODUCE_OPTIONS,
      forms: ["[id…] [options]"],
      does: "train and judge the papers' claims with these ids, or all; in an id, * stands for any text",
      run: reproduceCommand,
    },
    export: {
      options: EXPORT_OPTIONS,
      forms: [`${EXPERIMENT} --as numpy|jax|torch|peft [--data FILE] [options]`],
      does: "write the experiment as a self-contained Python script, or train a fine-tuning experiment and write its adapters",
      run: exportCommand,
    },
    settings: {
      options: SETTINGS_OPTIONS,
      forms: ["[name or link key]"],
      does: "describe all settings, or one: link key, type, default, range",
      run: settingsCommand,
    },
    list: { options: LIST_OPTIONS, forms: [""], does: "list the presets, one per line", run: listCommand },
  }),
);

async function listCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, LIST_OPTIONS);
  if (positionals[0] !== undefined)
    throw badArguments(`list takes no argument, but “${positionals[0]}” was given`);
  const presets = CLI_WORKLOADS.flatMap(({ codec, presets: own }) =>
    own.map(({ id, title, fields }) => {
      const { config } = codec.repair(fields);
      return { id, title, workload: codec.id, link: codec.encode(config), config };
    }),
  );
  const width = 2 + Math.max(...presets.map(({ id }) => id.length));
  process.stdout.write(
    values.json
      ? `${JSON.stringify(presets)}\n`
      : presets.map(({ id, title }) => `${id.padEnd(width)}${title}\n`).join(""),
  );
  return EXIT.ok;
}

/** Each option with its value and its meaning. The commands that take it follow from their own lists. */
const OPTIONS: readonly (readonly [option: string, meaning: string])[] = Object.entries({
  "port N": "the port; 4173 or a free one by default",
  "backend auto|webgpu|cpu":
    "auto, the default: WebGPU on a graphics card; the faster of CPU and WebGPU on a software driver; else the CPU",
  "steps N": "stop after N updates",
  "seed S": "use seed S",
  "seeds N": "use N seeds, starting with S",
  "vary key=v1,v2,…": "a setting, by its link key or its name, and its values; repeat for more",
  "shard i/n": "train only every n-th run, starting with the i-th",
  "best ROW": "the ten best columns of a row of the table, by its name or number",
  "row FILE": "the same for a new row: a file of lines “column value”, completed without training",
  "train FILE": "the cells to train on, if those of the test are in a second file",
  "test FILE": "the second file",
  "data FILE":
    "CSV, TSV, NPY, Matrix Market, ratings or PGM; CSV, TSV or JSONL with texts and labels for fine-tuning; a table with labels for digits; reproduce takes MovieLens-100K's u.data, for the claim “ratings”",
  "out DIR | FILE":
    "where the results go; docs/cli.md lists them. An interrupted run, sweep or reproduce continues with the same command",
  "log FILE": "write the metrics of every step as JSON lines while the run trains",
  quiet: "write only errors to standard error",
  json: "print JSON (docs/cli.md) instead of text",
  markdown: "print docs/settings.md",
  full: "use the papers' own sizes; each claim can take hours without a GPU",
  report: "print docs/reproduction.md from the records in --out DIR; train nothing",
  "as numpy|jax|torch|peft": "the language of the script; peft writes adapters in PEFT's format to --out DIR",
  "rank N": "with peft: adapter rank for full fine-tuning and GaLore, 1 to 16 (default 16)",
});

/** Column of the meanings, and the width of the help. */
const [INDENT, WIDTH] = [30, 118];

function entry(head: string, text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (INDENT + line.length + word.length < WIDTH) lines[lines.length - 1] = `${line} ${word}`.trimStart();
    else lines.push(word);
  }
  const isLong = head.length + 4 > INDENT;
  return [
    ...(isLong ? [`  ${head}`] : []),
    ...lines.map((line, i) => (i === 0 && !isLong ? `  ${head}`.padEnd(INDENT) : " ".repeat(INDENT)) + line),
  ].join("\n");
}

const usageOf = (name: string, { forms, does }: Command): string =>
  forms
    .map((form, i) =>
      i < forms.length - 1 ? `  dmf ${name} ${form}` : entry(`dmf ${name} ${form}`.trimEnd(), does),
    )
    .join("\n");

const optionsOf = (names: readonly string[], says: (option: string, meaning: string) => string): string =>
  OPTIONS.filter(([option]) => names.includes(option.split(" ")[0] ?? ""))
    .map(([option, meaning]) => entry(`--${option}`, says(option.split(" ")[0] ?? "", meaning)))
    .join("\n");

const takers = (option: string): string =>
  [...COMMANDS]
    .filter(([, { options }]) => option in options)
    .map(([name]) => name)
    .join(", ");

/** The output of `dmf --help`. */
export const HELP = `dmf ${packageJson.version}: matrix factorization, digits and fine-tuning, in the browser and on the command line

Usage
${[...COMMANDS].map(([name, command]) => usageOf(name, command)).join("\n")}
  dmf <command> --help        the options of one command
  dmf --help | --version

Options (and the commands that take them)
${optionsOf(
  OPTIONS.map(([option]) => option.split(" ")[0] ?? ""),
  (option, meaning) => `(${takers(option)}) ${meaning}`,
)}

Exit codes: 0 ok, 1 failed or diverged, 2 bad arguments, 3 backend missing, 130 interrupted
`;

/** The output of `dmf <command> --help`. Undefined if there is no such command. */
export function helpFor(name: string): string | undefined {
  const command = COMMANDS.get(name);
  const names = Object.keys(command?.options ?? {});
  return (
    command &&
    `${[`Usage\n${usageOf(name, command)}`, ...(names.length > 0 ? [`Options\n${optionsOf(names, (_, meaning) => meaning)}`] : [])].join("\n\n")}\n`
  );
}
