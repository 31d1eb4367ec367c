/** Reads a bundled file over HTTP, beside the page wherever it is hosted. */
export async function fetchFile(name: string): Promise<Uint8Array> {
  // In a worker the location is that of its script, in assets/; in development both are served from the root.
  const base = new URL(import.meta.env.DEV ? "/" : "../", self.location.href);
  const response = await fetch(new URL(`data/${name}`, base));
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
