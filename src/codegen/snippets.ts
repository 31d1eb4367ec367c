/**
 * The pieces of Python from which scripts are built. A file in `python/` is one piece with the file's name, or holds
 * several pieces, each below a line `# %% name`.
 */
const FILES = import.meta.glob<string>("./python/**/*.py", { query: "?raw", import: "default", eager: true });
const PIECES = new Map(Object.entries(FILES).flatMap(([path, text]) => piecesOf(path, text)));

function piecesOf(path: string, text: string): [name: string, piece: string][] {
  const [, ...pieces] = text.split(/^# %% /m);
  if (pieces.length === 0) return [[path.slice(path.lastIndexOf("/") + 1, -".py".length), text]];
  return pieces.map((piece) => [piece.slice(0, piece.indexOf("\n")), piece.slice(piece.indexOf("\n") + 1)]);
}

const MODULES = ["base64", "csv", "io", "json", "math", "re", "shutil", "subprocess", "sys", "tarfile"];

/** Imports the modules of Python's standard library whose members the code uses. */
export const importsOf = (code: string): string =>
  MODULES.filter((name) => new RegExp(`\\b${name}\\.`).test(code))
    .map((name) => `import ${name}`)
    .join("\n");

/** Lines of a script's docstring that lead back to the experiment. */
export const exportedFrom = (link: string): string[] => [
  "",
  "Exported from DMF Playground. To open this experiment, add this to the page's address:",
  `    #${link}`,
  "",
];

/** Lines that belong to a text only under a condition. */
export const when = (condition: unknown, ...lines: readonly string[]): readonly string[] =>
  condition ? lines : [];

export function snippet(name: string): string {
  const text = PIECES.get(name);
  if (text === undefined) throw new Error(`Bug: there is no piece ${name}`);
  return text.trimEnd();
}
