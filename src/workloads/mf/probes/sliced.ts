/** Does work in slices: a few milliseconds now and then while a run trains, or continuously until it is done. */
import { macrotask, type Turn } from "../../../core/macrotask.ts";

/** The work's turn rejects if the work has been abandoned. */
export class SlicedWork {
  /** Resolves when the work is done or abandoned. */
  readonly #done: Promise<void>;
  #isDone = false;
  #isAbandoned = false;
  /** The end of the granted time, by performance.now(). */
  #until = -Infinity;
  #tellPaused: () => void = () => undefined;
  #resume: () => void = () => undefined;

  /** Starts the work at once and runs it until its first turn. */
  constructor(work: (turn: Turn) => Promise<void>) {
    this.#done = work(() => this.#turn())
      .catch((error: unknown) => {
        if (!this.#isAbandoned) throw error;
      })
      .finally(() => (this.#isDone = true));
    this.#done.catch(() => undefined);
  }

  /** Works for this long, but for at least one slice. Resolves to true if the work is done; rejects if it failed. */
  async run(milliseconds: number): Promise<boolean> {
    this.#until = performance.now() + milliseconds;
    const paused = new Promise<void>((resolve) => (this.#tellPaused = resolve));
    this.#resume();
    await Promise.race([this.#done, paused]);
    return this.#isDone;
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#resume();
  }

  async #turn(): Promise<void> {
    await macrotask();
    if (performance.now() >= this.#until && !this.#isAbandoned) {
      const resumed = new Promise<void>((resolve) => (this.#resume = resolve));
      this.#tellPaused();
      await resumed;
    }
    if (this.#isAbandoned) throw new Error("abandoned");
  }
}
