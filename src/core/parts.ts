/** Long work on the CPU in parts, between which others may use the thread. */

/** Work in parts of a few milliseconds each. It yields between two parts and returns its result. */
export type Parts<T> = Generator<undefined, T, undefined>;

/** A loop over single numbers yields after so many of them, about once in a millisecond. */
export const BETWEEN_YIELDS = 2 ** 14;

/** A function that does all its work at once. Its `parts` do the same work, with the same result, part by part. */
export interface Divisible<A extends readonly unknown[], T> {
  (...args: A): T;
  readonly parts: (...args: A) => Parts<T>;
}

export function divisible<A extends readonly unknown[], T>(parts: (...args: A) => Parts<T>): Divisible<A, T> {
  return Object.assign((...args: A) => finish(parts(...args)), { parts });
}

function finish<T>(parts: Parts<T>): T {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
  }
}
