/** What the view of user data learns about a file before any training. */
import { describe, expect, it } from "vitest";
import { DataLab, type FileFacts, type FileSettings } from "../../../src/jobs/data/data-lab.ts";
import { bytesOf, CSV } from "../workloads/mf/data/files/samples.ts";

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const SETTINGS: FileSettings = { channel: "luma", crop: [], rows: 3, cols: 3, centre: "none" };

async function opened(text: string) {
  const lab = new DataLab();
  const facts = (await lab.open("x.csv", blobOf(bytesOf(text)))) as FileFacts;
  return { lab, facts };
}

const refusalIn = (answer: object): string => ("refusal" in answer ? (answer.refusal as string) : "");

describe("a file", () => {
  it("is told by size, range, holes and checksum", async () => {
    const { facts } = await opened(CSV);
    expect(facts).toMatchObject({ format: "csv", rows: 3, cols: 3, low: -950, high: 8, missing: 1 });
    expect(facts).toMatchObject({ isPicture: false, inColour: false, first: { data: "file", rows: 3 } });
    expect(facts.checksum).toMatch(/^[0-9a-f]{16}$/);
  });

  it("of 1 GB is refused unread", async () => {
    const arrayBuffer = (): Promise<ArrayBuffer> => Promise.reject(new Error("it was read"));
    const answer = await new DataLab().open("huge.csv", { size: 2 ** 30, arrayBuffer });
    expect(refusalIn(answer)).toMatch(/1,024 MB; the limit is 200 MB/);
  });

  it("that cannot be read or parsed is refused in a sentence", async () => {
    const arrayBuffer = (): Promise<ArrayBuffer> => Promise.reject(new DOMException("gone"));
    const gone = await new DataLab().open("x", { size: 10, arrayBuffer });
    expect(refusalIn(gone)).toMatch(/could not read the file/);
    const wrong = await new DataLab().open("x", blobOf(bytesOf("1,2\n3,y\n")));
    expect(refusalIn(wrong)).toMatch(/^Row 2, column 2/);
  });
});

describe("what would be trained on", () => {
  it("is a picture of the chosen part, holes in a colour of their own", async () => {
    const { lab } = await opened(CSV);
    const preview = await lab.preview({ ...SETTINGS, crop: [0, 1, 2, 2], rows: 2, cols: 2 });
    expect(preview).toMatchObject({ rows: 2, cols: 2, low: 2, high: 6, missing: 1 });
    const pixels = "pixels" in preview ? Array.from(new Uint32Array(preview.pixels.buffer)) : [];
    expect(new Set(pixels).size).toBe(4);
    expect(refusalIn(await lab.preview({ ...SETTINGS, rows: 9 }))).toMatch(/does not fit into the file’s/);
  });

  it("has the singular values of its matrix, centred as chosen", async () => {
    // Symmetric, with eigenvalues 4 and 2.
    const { lab } = await opened("3,1\n1,3\n");
    const two = { ...SETTINGS, rows: 2, cols: 2 };
    const decay = await lab.decay(two);
    expect(decay).toMatchObject({ count: 2, rank90: 2 });
    expect("sigma" in decay && decay.sigma[1]).toBeCloseTo(0.5, 12);
    // Without its mean, 2, it has rank 1.
    const centred = await lab.decay({ ...two, centre: "mean" });
    expect(centred).toMatchObject({ rank90: 1 });
    expect("sigma" in centred && centred.sigma[1]).toBeCloseTo(0, 12);
  });
});
