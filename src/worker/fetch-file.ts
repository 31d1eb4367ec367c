/** Reads a bundled file over HTTP from the page's folder, wherever the page is hosted. */
export async function fetchFile(
  name: string,
  onBytes: (received: number) => void = () => undefined,
): Promise<Uint8Array> {
  // A worker's location is the address of its script in assets/. In development the data are served from the root.
  const base = new URL(import.meta.env.DEV ? "/" : "../", self.location.href);
  const response = await fetch(new URL(`data/${name}`, base));
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    onBytes((received += part.value.length));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
