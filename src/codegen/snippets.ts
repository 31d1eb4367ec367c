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

export function snippet(name: string): string {
  const text = PIECES.get(name);
  if (text === undefined) throw new Error(`Bug: there is no piece ${name}`);
  return text.trimEnd();
}
