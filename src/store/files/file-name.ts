/** Makes names for saved files: short, and valid on every system, whatever name they come from. */
const LONGEST = 40;

/** Letters, digits, dashes and underscores, and one extension. It never names a hidden file or a folder. */
export function fileName(parts: readonly string[], ending: string): string {
  return `${parts.map(plain).filter(Boolean).join("-")}.${ending}`;
}

const plain = (part: string): string =>
  part
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}_]+/gu, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-|-$/g, "");

/** A user file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]*$/, "");
