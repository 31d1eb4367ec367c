/** Names of files that are saved: short, the same on every system, whatever the name was that a part of it came from. */
const LONGEST = 40;

/** Letters, digits, dashes and underscores, and one ending: no hidden file, no folder. */
export function fileName(parts: readonly string[], ending: string): string {
  return `${parts.map(plain).filter(Boolean).join("-")}.${ending}`;
}

const plain = (part: string): string =>
  part
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}_]+/gu, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-|-$/g, "");

/** Of an own file, without its ending. */
export const stemOf = (name: string): string => name.replace(/\.[^.]*$/, "");
