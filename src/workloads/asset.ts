/** Loads a file of the bundled data and checks that it arrived undamaged. */
import { errorText, badInput } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";

/** Reads one bundled file. The page fetches it and reports the bytes received; the command line reads it from disk. */
export type LoadFile = (name: string, onBytes?: (received: number) => void) => Promise<Uint8Array>;

export interface Asset {
  /** Name within the folder of bundled data; with part of the checksum if scripts/vite/asset.ts made the file. */
  readonly name: string;
  readonly byteLength: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** The npm package that contains the text encoder's file, because most users of the engine never need its 14 MB. */
export const ENCODER_PACKAGE = "dmf-playground-encoder";

/**
 * Rejects with EngineError "bad-input" when the file is missing or damaged. The caller may retry. `what`
 * names the file in the message, e.g. "The digits".
 */
export async function loadAsset(
  load: LoadFile,
  { name, byteLength, sha256: wanted }: Asset,
  what: string,
  onBytes: (received: number, total: number) => void = () => undefined,
): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await load(name, (received) => onBytes(received, byteLength));
  } catch (error) {
    throw badInput(`${what} could not be loaded (${errorText(error)}).`);
  }
  if (bytes.length !== byteLength || (await checksum(bytes)) !== wanted)
    throw badInput(`${what} arrived damaged: the ${bytes.length} bytes do not have the expected checksum.`);
  return bytes;
}

/** The platform's SHA-256 is far faster than ours, but pages over plain http have no crypto.subtle. */
async function checksum(bytes: Uint8Array): Promise<string> {
  const { subtle } = crypto as Partial<Crypto>;
  if (!subtle) return sha256(bytes);
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes.slice()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
