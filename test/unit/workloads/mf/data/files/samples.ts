/** Small valid files of every format, as bytes. */
const encoder = new TextEncoder();

export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

export function npy(header: string, data: Uint8Array, version = 1): Uint8Array {
  const text = bytesOf(header.padEnd(117, " ") + "\n");
  const start = version === 1 ? 10 : 12;
  const out = new Uint8Array(start + text.length + data.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  out.set(text, start);
  out.set(data, start + text.length);
  return out;
}

export const npyHeader = (descr: string, shape: string, fortran = "False"): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`;

export const doubles = (...values: number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);

/** 30 ratings of 5 items by 6 users, with tabs and without a header, in the form of u.data. */
export const RATINGS = Array.from(
  { length: 30 },
  (_, k) => `${1 + (k % 6)}\t${10 + Math.floor(k / 6)}\t${1 + ((7 * k) % 5)}\t88125094${k % 10}`,
).join("\n");

export const CSV = "a,b,c\n1,2,3\n4,,6\n7,8,-9.5e2\n";
export const MARKET =
  "%%MatrixMarket matrix coordinate real general\n% made\n3 4 3\n1 1 2.5\n3 4 -1\n2 2 7\n";
export const PGM = Uint8Array.of(...bytesOf("P5\n# x\n3 2\n255\n"), 0, 51, 102, 153, 204, 255);

export function png(width: number, height: number): Uint8Array {
  const out = new Uint8Array(40);
  out.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(out.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return out;
}

export function jpeg(width: number, height: number): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, ...size, 3, 0, 0, 0, 0);
}

export function webp(width: number, height: number): Uint8Array {
  const out = new Uint8Array(32);
  out.set(bytesOf("RIFF????WEBPVP8X"));
  const [w, h] = [width - 1, height - 1];
  out.set([w & 255, (w >> 8) & 255, w >> 16, h & 255, (h >> 8) & 255, h >> 16], 24);
  return out;
}
