/** Computes how the form changes the selected part and the size of a file. */
import type { FileFacts, FileSettings } from "../../../../jobs/data/data-lab.ts";
import type { Experiment } from "../../../../workloads/mf/config/fields.ts";
import { FILE_LIMITS, QUICK_SIDE } from "../../../../store/files/data-lab.ts";

export type Part = readonly [top: number, left: number, height: number, width: number];

export const partOf = (facts: FileFacts, { crop }: Pick<FileSettings, "crop">): Part => {
  const [top = 0, left = 0, height = facts.rows, width = facts.cols] = crop;
  return [top, left, height, width];
};

export function isWhole(facts: FileFacts, settings: FileSettings): boolean {
  const [, , height, width] = partOf(facts, settings);
  return height === facts.rows && width === facts.cols;
}

/** The form's initial settings: those of an experiment, with defaults for the missing ones. */
export function startSettings(facts: FileFacts, from: Partial<Experiment>): FileSettings {
  const { channel = "luma", crop = [], rows = facts.rows, cols = facts.cols, centre = "mean" } = from;
  return { channel, crop, rows, cols, centre };
}

/** Selects a part, counted from 0, within the file. An averaged copy keeps the length of its longer side. */
export function withPart(facts: FileFacts, settings: FileSettings, part: Part): FileSettings {
  const [, , height, width] = partOf(facts, settings);
  const top = clamp(part[0], 0, facts.rows - 2);
  const left = clamp(part[1], 0, facts.cols - 2);
  const crop = [
    top,
    left,
    clamp(part[2], 2, facts.rows - top),
    clamp(part[3], 2, facts.cols - left),
  ] as const;
  const averaged = settings.rows < height || settings.cols < width;
  const side = averaged ? longer(settings.rows, settings.cols) : Infinity;
  return withSide(facts, { ...settings, crop }, side);
}

/** The way to use a file: all of it, a part, or an averaged copy of all. */
export type Take = "all" | "part" | "average";

export function takeOf(facts: FileFacts, settings: FileSettings): Take {
  if (!isWhole(facts, settings)) return "part";
  return settings.rows < facts.rows || settings.cols < facts.cols ? "average" : "all";
}

/** A part or a copy starts with a size that trains quickly. */
export function withTake(facts: FileFacts, settings: FileSettings, take: Take): FileSettings {
  const { rows, cols } = facts;
  const quick = [0, 0, Math.min(rows, QUICK_SIDE), Math.min(cols, QUICK_SIDE)] as const;
  if (take === "part") return withPart(facts, { ...settings, rows, cols }, quick);
  return withSide(facts, { ...settings, crop: [] }, take === "all" ? Infinity : QUICK_SIDE);
}

/** A table trains whole at any size, on its known entries. */
export const canTakeAll = ({ rows, cols, isPicture }: FileFacts): boolean =>
  !isPicture || longer(rows, cols) <= FILE_LIMITS.trained;

/** Sets the longer side of the training matrix. The other side keeps the proportions. */
export function withSide(facts: FileFacts, settings: FileSettings, side: number): FileSettings {
  const [, , height, width] = partOf(facts, settings);
  const most = side === Infinity && canTakeAll(facts) ? Infinity : FILE_LIMITS.trained;
  const scale = Math.min(1, side / longer(height, width), most / longer(height, width));
  const of = (length: number): number => clamp(Math.round(scale * length), 2, length);
  return { ...settings, rows: of(height), cols: of(width) };
}

export const longer = (rows: number, cols: number): number => Math.max(rows, cols);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
