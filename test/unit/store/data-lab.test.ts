/** Reading a user file that the user cancels, or while another file is chosen. */
import { expose } from "comlink";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DataLab } from "../../../src/jobs/data/data-lab.ts";
import { readInWorker, startDataLab } from "../../../src/store/files/data-lab.ts";

/** Files whose reading waits, by their text. */
const held = new Map<string, Promise<unknown>>();

class HeldLab extends DataLab {
  override async open(name: string, file: Blob) {
    await held.get(await file.text());
    return super.open(name, file);
  }

  override async read<K extends Parameters<DataLab["read"]>[0]>(kind: K, file: Blob) {
    await held.get(await file.text());
    return super.read(kind, file);
  }
}

/** Reads as the page's worker does, over a channel that `terminate` closes. */
class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly #channel = new MessageChannel();
  isEnded = false;

  constructor() {
    FakeWorker.all.push(this);
    const { port1, port2 } = this.#channel;
    expose(new HeldLab(), port2);
    port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: (event: MessageEvent) => void): void {
    if (type === "message") this.#channel.port1.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: (event: MessageEvent) => void): void {
    this.#channel.port1.removeEventListener(type, listener as EventListener);
  }

  terminate(): void {
    this.isEnded = true;
    this.#channel.port1.close();
  }
}

beforeEach(() => void vi.stubGlobal("Worker", FakeWorker));
afterEach(() => {
  vi.unstubAllGlobals();
  held.clear();
  FakeWorker.all.splice(0).forEach((worker) => worker.terminate());
});

const tableOf = (label: string): string => `x,label\n${`1,${label}\n2,other\n`.repeat(5)}`;

/** Holds the reading of this text until the returned function is called. */
function hold(text: string): () => void {
  let release = (): void => undefined;
  held.set(text, new Promise<void>((resolve) => (release = resolve)));
  return () => release();
}

it("a cancelled read never settles, and another file is then read whole", async () => {
  const release = hold("1,2\n3,4\n");
  const failed = vi.fn<(reason: string) => void>();
  const client = startDataLab(failed);
  const settled = vi.fn<() => void>();
  void client.lab.open("first.csv", new Blob(["1,2\n3,4\n"])).then(settled, settled);
  client.dispose();
  release();
  const next = startDataLab(failed);
  const found = await next.lab.open("second.csv", new Blob(["1,2,3\n4,5,6\n7,8,9\n"]));
  expect(found).toMatchObject({ name: "second.csv", rows: 3, cols: 3, low: 1, high: 9 });
  expect(FakeWorker.all.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(settled).not.toHaveBeenCalled();
  expect(failed).not.toHaveBeenCalled();
});

it("a file that is chosen while another one is read takes its place", async () => {
  const release = hold(tableOf("first"));
  const settled = vi.fn<() => void>();
  void readInWorker("table", new Blob([tableOf("first")])).then(settled, settled);
  const { file } = await readInWorker("table", new Blob([tableOf("second")]));
  expect(file.classes).toContain("second");
  release();
  await readInWorker("table", new Blob([tableOf("third")]));
  expect(FakeWorker.all.every(({ isEnded }) => isEnded)).toBe(true);
  expect(settled).not.toHaveBeenCalled();
});
