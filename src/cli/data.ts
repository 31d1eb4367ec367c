/** `--data FILE`: a file of one's own, read as the page reads it. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { readOwnFile } from "../engine/own-file.ts";
import type { OwnFile } from "../engine/training.ts";
import { checkFileSize, FileError } from "../problem/files/imported.ts";
import { CliError, EXIT } from "./exit.ts";
import { reasonOf } from "./output.ts";

export async function readDataFile(path: string): Promise<OwnFile> {
  try {
    checkFileSize((await stat(path)).size);
    return await readOwnFile(basename(path), await readFile(path));
  } catch (error) {
    if (error instanceof FileError) throw new CliError(EXIT.badArguments, `${path}: ${error.message}`);
    throw new CliError(EXIT.badArguments, `${path} cannot be read (${reasonOf(error)})`);
  }
}
