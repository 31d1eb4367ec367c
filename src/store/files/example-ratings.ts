/**
 * Made-up ratings for people without a file. As in real ratings, few users and few items have most of them: the share of
 * the i-th user or item falls as a power of i. The values have effects of users and items, a part of rank 3, and noise.
 */
import { randomStream } from "../../math/random.ts";

/** The checksum of the file, so that a link to it can be opened without choosing a file. */
export const EXAMPLE_CHECKSUM = "9ba072c3ab96944d";

const [USERS, ITEMS, RANK] = [400, 800, 3];
/** Powers by which users and items lose ratings. */
const [USER_POWER, ITEM_POWER] = [0.7, 0.8];
/** The chance of a rating by the first user of the first item, before it is cut to MOST. */
const [CHANCE, MOST] = [80, 0.9];

export const exampleFile = (): File => new File([exampleRatings()], "example-ratings.csv");

export function exampleRatings(): string {
  const random = randomStream(0, "example ratings");
  const list = (count: number, deviation: number): number[] =>
    Array.from({ length: count }, () => deviation * random.normal());
  const [users, items] = [list(USERS, 0.4), list(ITEMS, 0.5)];
  const tastes = Array.from({ length: USERS }, () => list(RANK, 1));
  const traits = Array.from({ length: ITEMS }, () => list(RANK, 0.4));
  const lines = ["user,item,rating"];
  users.forEach((user, i) =>
    items.forEach((item, j) => {
      const chance = CHANCE * (i + 1) ** -USER_POWER * (j + 1) ** -ITEM_POWER;
      if (random.uniform() >= Math.min(MOST, chance)) return;
      const liked = tastes[i]?.reduce((sum, taste, k) => sum + taste * (traits[j]?.[k] ?? 0), 0) ?? 0;
      const value = 3.5 + user + item + liked + 0.7 * random.normal();
      lines.push(`u${i + 1},i${j + 1},${Math.min(5, Math.max(0.5, Math.round(2 * value) / 2))}`);
    }),
  );
  return `${lines.join("\n")}\n`;
}
