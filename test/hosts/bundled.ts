/** Reads a bundled file: from disk in Node, over HTTP in a browser. */
export async function readBundled(name: string): Promise<Uint8Array> {
  if (typeof window !== "undefined")
    return new Uint8Array(await (await fetch(`/data/${name}`)).arrayBuffer());
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL(`../../public/data/${name}`, import.meta.url));
}
