/**
 * Finds a Python with NumPy, which the tests of exported code need, and one with PyTorch, which they use if
 * it is installed.
 */
import { execFileSync } from "node:child_process";
import { pythonWithModules } from "../../scripts/python.mjs";

/**
 * With several threads, small products take five times the processor time, because the threads wait for each
 * other.
 */
for (const name of ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"]) process.env[name] ??= "1";

const interpreters = new Map<string, string | undefined>();

/** The first Python that has all of these modules. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const wanted = modules.toSorted().join(", ");
  if (!interpreters.has(wanted)) interpreters.set(wanted, pythonWithModules(modules));
  return interpreters.get(wanted);
}

/** A script and its arguments, in the folder in which it runs. */
export interface Script {
  readonly folder: string;
  readonly args: readonly string[];
}

const RUN_ALL = `
import contextlib, io, json, os, runpy, sys
def run(script):
    os.chdir(script["folder"])
    sys.argv = script["args"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            runpy.run_path(sys.argv[0], run_name="__main__")
        except SystemExit as end:
            print(end.code)
    return printed.getvalue()
print(json.dumps([run(script) for script in json.load(sys.stdin)]))
`;

/** Runs scripts one after another in one process, which imports NumPy or PyTorch once. Returns what each prints, and says where it ends early. */
export const runScripts = (interpreter: string, scripts: readonly Script[]): readonly string[] =>
  JSON.parse(
    execFileSync(interpreter, ["-c", RUN_ALL], { input: JSON.stringify(scripts), encoding: "utf8" }),
  ) as string[];

export function findPython(): string {
  const found = pythonWith("numpy");
  if (!found)
    throw new Error(
      "There is no python3 with NumPy. Install one (npm run setup does on Debian), or put it on PATH.",
    );
  return found;
}
