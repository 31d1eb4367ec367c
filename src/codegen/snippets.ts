/** The pieces of Python of which scripts are made, each a file of `python/` by its name. */
const FILES = import.meta.glob<string>("./python/*.py", { query: "?raw", import: "default", eager: true });

export function snippet(name: string): string {
  const text = FILES[`./python/${name}.py`];
  if (text === undefined) throw new Error(`Bug: there is no python/${name}.py`);
  return text.trimEnd();
}
