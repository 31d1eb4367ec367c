/**
 * The encoder's tokenizer, which gives the same ids as the npm package `@energetic-ai/embeddings` 0.2.0. It finds the
 * most probable sequence of unigram pieces (Viterbi). Ids are indices into the vocabulary; 0 stands for unknown
 * characters.
 */
const SPACE = "\u2581";
/** Smaller ids do not stand for pieces of text. */
const RESERVED = 6;
export const MAX_TOKENS = 128;

interface Match {
  readonly start: number;
  readonly score: number;
  readonly id: number;
}

export class Tokenizer {
  readonly #vocabulary: readonly (readonly [string, number])[];
  /** The id of each piece, or undefined for a text with which a piece only begins. */
  readonly #ids = new Map<string, number | undefined>();

  constructor(vocabulary: readonly (readonly [string, number])[]) {
    this.#vocabulary = vocabulary;
    vocabulary.forEach(([piece], id) => {
      if (id < RESERVED) return;
      let begun = "";
      for (const symbol of piece) if (!this.#ids.has((begun += symbol))) this.#ids.set(begun, undefined);
      this.#ids.set(piece, id);
    });
  }

  /** At most MAX_TOKENS ids. An empty text has none. */
  encode(text: string): number[] {
    return this.encodeAll(text).slice(0, MAX_TOKENS);
  }

  /** All ids, without a limit. */
  encodeAll(text: string): number[] {
    const normal = text.normalize("NFKC");
    if (normal === "") return [];
    const symbols = Array.from(SPACE + normal.replaceAll(" ", SPACE));
    const matches = this.#matches(symbols);
    const best = new Float64Array(symbols.length + 1);
    const ids = new Uint32Array(symbols.length + 1);
    for (let end = 1; end <= symbols.length; end++)
      for (const { start, score, id } of matches[end] ?? []) {
        const total = score + (best[start] as number);
        // As in the package, a best score of 0 means that no path ends here, and ties go to the later start.
        if (best[end] === 0 || total >= (best[end] as number)) {
          best[end] = total;
          ids[end] = id;
        }
      }
    return this.#backtrack(ids);
  }

  /**
   * All matching pieces by their end position, with ascending starts. Where no piece begins, an unknown character is
   * listed.
   */
  #matches(symbols: readonly string[]): Match[][] {
    const byEnd = Array.from({ length: symbols.length + 1 }, (): Match[] => []);
    for (let start = 0; start < symbols.length; start++) {
      let found = false;
      let text = "";
      for (let end = start + 1; end <= symbols.length; end++) {
        text += symbols[end - 1] as string;
        if (!this.#ids.has(text)) break;
        const id = this.#ids.get(text);
        if (id === undefined) continue;
        found = true;
        byEnd[end]?.push({ start, score: this.#vocabulary[id]?.[1] ?? 0, id });
      }
      if (!found) byEnd[start + 1]?.push({ start, score: 0, id: 0 });
    }
    return byEnd;
  }

  /** Merges runs of unknown characters. As in the package, the length of a piece counts UTF-16 units. */
  #backtrack(ids: Uint32Array): number[] {
    const found: number[] = [];
    for (let end = ids.length - 1; end > 0;) {
      const id = ids[end] as number;
      if (id !== 0 || found.at(-1) !== 0) found.push(id);
      end -= this.#vocabulary[id]?.[0].length ?? 1;
    }
    return found.toReversed();
  }
}
