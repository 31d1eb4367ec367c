/** The pieces of Python from which scripts are built. Each is named after its file in `python/`. */
const FILES = import.meta.glob<string>("./python/*/*.py", { query: "?raw", import: "default", eager: true });
const TEXTS = new Map(Object.entries(FILES).map(([path, text]) => [path.split("/").at(-1), text]));

export function snippet(name: string): string {
  const text = TEXTS.get(`${name}.py`);
  if (text === undefined) throw new Error(`Bug: there is no ${name}.py`);
  return text.trimEnd();
}
