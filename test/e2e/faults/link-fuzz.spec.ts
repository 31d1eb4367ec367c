/**
 * Opens hostile links, one after another, in a page that stays open: 10 seeds of 100 links with LONG=1 (npm
 * run test:long), otherwise one seed of 25 links. The page must list what it corrected, keep the console
 * clean, and stay usable.
 */
import * as fc from "fast-check";
import type { WorkloadKind } from "../../../src/store/kind.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import { decodeAddress } from "../../../src/store/config.ts";
import { hostileLink } from "../../hosts/hostile-links.ts";
import { currentStep, expect, expectStatus, SMALL, test } from "../fixtures.ts";

const [SEEDS, LINKS] = process.env["LONG"] ? [10, 100] : [1, 25];
/** Number of corrections that are listed one by one. One more line counts the others. */
const MAX_TOLD = 12;

for (let seed = 1; seed <= SEEDS; seed++)
  test(`the page survives hostile links and says what it changed, seed ${seed}`, async ({ page }) => {
    test.setTimeout(900_000 + LINKS * 5000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/?backend=cpu${SMALL}`);
    await expectStatus(page, "ready");
    const repairs = page.getByRole("region", { name: "Settings that were changed" });
    for (const link of new Set(fc.sample(hostileLink, { numRuns: LINKS, seed }))) {
      const address = new URL(page.url());
      address.hash = link;
      if (address.href === page.url()) continue;
      const mended = decodeAddress(MF as unknown as WorkloadKind, address.hash).repairs.length;
      await page.evaluate((hash) => window.location.assign(hash), address.hash || "#");
      await expect(repairs, link).toHaveCount(Math.min(1, mended));
      if (mended > 0)
        await expect(repairs.getByRole("listitem"), link).toHaveCount(
          mended > MAX_TOLD ? MAX_TOLD + 1 : mended,
        );
      await expect(page.getByRole("group", { name: "Training" }), link).not.toContainText("NaN");
    }
    await page.evaluate((hash) => window.location.assign(hash), SMALL);
    await expectStatus(page, "ready");
    // The run of the previous link may remain visible for a moment.
    await expect(async () => {
      await page.keyboard.press("x");
      expect(await currentStep(page)).toBeGreaterThanOrEqual(10);
    }).toPass();
  });
