/** Breaks the caption of a saved chart into lines. */

/** Number of characters in a line. */
const LETTERS = 118;

const PIECES = new RegExp(`.{1,${LETTERS}}`, "g");

/** Breaks a text between words, and inside words that are longer than a line, such as a link. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => whole.match(PIECES) ?? [])) {
    if (line && line.length + word.length + 1 > LETTERS) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}
