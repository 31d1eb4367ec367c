/** Runs the command line, in this process or as a user does in its own. */
import { execFile, execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, vi } from "vitest";
import { digitsFile } from "../../scripts/vite/digits.ts";
import { call } from "../../src/cli/call.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { CliError, EXIT } from "../../src/cli/output.ts";
import * as host from "../../src/library/host.ts";
import { readBundled } from "./bundled.ts";
import { encoderWithFew, SENTENCES } from "./encoder.ts";

export const DMF = fileURLToPath(new URL("../../scripts/dmf.mjs", import.meta.url));

/**
 * The bundle that DMF runs. A command that starts it directly does not hash all sources again, which takes a
 * third of a short command's time.
 */
export const BUNDLE = bundled();

function bundled(): string {
  execFileSync(process.execPath, [DMF, "--version"]);
  const folder = fileURLToPath(new URL("../../dist-cli", import.meta.url));
  const [name = ""] = readdirSync(folder).filter((one) => !one.includes("."));
  return join(folder, name, "main.js");
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Only one command at a time can run in this process. It starts at once and finds its code compiled. */
export async function dmf(...args: string[]): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const spies = [
    ...(["stdout", "stderr"] as const).map((name) =>
      vi.spyOn(process[name], "write").mockImplementation((text) => {
        written[name] += String(text);
        return true;
      }),
    ),
    // The build places these two files beside its code. The encoder has few sentences here.
    vi.spyOn(host, "findBundled").mockImplementation((name) => name),
    vi.spyOn(host, "readBundled").mockImplementation(async (name) => {
      const made = [digitsFile(), encoderWithFew(SENTENCES)].find((file) => file.name === name);
      return made?.bytes ?? readBundled(name);
    }),
  ];
  try {
    return { code: await call(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

export function dmfProcess(...args: string[]): Promise<Result> {
  return run(process.execPath, [BUNDLE, ...args]);
}

/** The message with which a command refuses its arguments. The command runs in this process, which is much faster. */
export async function refusal([name = "", ...args]: readonly string[]): Promise<string> {
  const error: unknown = await COMMANDS.get(name)
    ?.run(args)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CliError);
  expect((error as CliError).exitCode).toBe(EXIT.badArguments);
  return (error as CliError).message;
}

/** Runs a shell script that can call the command `dmf`. */
export function inShell(script: string): Promise<Result> {
  const command = `dmf() { "$NODE" "$BUNDLE" "$@"; }; ${script}`;
  return run("bash", ["-c", command], { ...process.env, NODE: process.execPath, BUNDLE });
}

interface Interruption {
  readonly signal?: NodeJS.Signals;
  /** Text on standard error after which the signal is sent. */
  readonly when: RegExp;
  /** Milliseconds from this text to the signal. */
  readonly afterMs?: number;
}

export function interrupted(
  { signal = "SIGINT", when, afterMs = 0 }: Interruption,
  ...args: string[]
): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BUNDLE, ...args]);
    let [stdout, stderr, sent] = ["", "", false];
    child.stdout.on("data", (text) => (stdout += String(text)));
    child.stderr.on("data", (text) => {
      stderr += String(text);
      if (sent || !when.test(stderr)) return;
      sent = true;
      setTimeout(() => child.kill(signal), afterMs);
    });
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

function run(command: string, args: string[], env = process.env): Promise<Result> {
  return new Promise((resolve) => {
    execFile(command, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
