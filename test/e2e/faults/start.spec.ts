/**
 * Browsers or frames that lack a feature: the page works without it, or says why it does not start. It is
 * never blank.
 */
import { expect, test } from "@playwright/test";
import { finish, SMALL } from "../fixtures.ts";

test("without matchMedia, languages, service workers and storage, the page trains", async ({ page }) => {
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException("sandboxed", "SecurityError");
    };
    Reflect.deleteProperty(window, "matchMedia");
    Object.defineProperty(Navigator.prototype, "languages", { get: () => undefined });
    Object.defineProperty(Navigator.prototype, "serviceWorker", { get: refuse });
    Object.defineProperty(window, "localStorage", { get: refuse });
  });
  await page.goto(`/?backend=cpu&view=about${SMALL}`);
  await page.getByRole("button", { name: "Close" }).click();
  await finish(page);
  expect(errors).toEqual([]);
});

const NEEDED: Readonly<Record<string, { readonly takeAway: () => void; readonly says: RegExp }>> = {
  "no Worker": {
    takeAway: () => Reflect.deleteProperty(window, "Worker"),
    says: /could not start\. The browser says: Worker is not defined\. Reload the page\..*current version/,
  },
  "a Worker that throws": {
    takeAway: () => {
      window.Worker = function () {
        throw new DOMException("Workers are switched off", "SecurityError");
      } as unknown as typeof Worker;
    },
    says: /could not start\. The browser says: Workers are switched off\. Reload/,
  },
};

for (const [name, { takeAway, says }] of Object.entries(NEEDED))
  test(`${name}: a sentence says so`, async ({ page }) => {
    await page.addInitScript(takeAway);
    await page.goto("/");
    await expect(page.getByRole("alert")).toContainText(says);
    await expect(page.getByRole("alert")).toHaveCount(1);
  });

test("a script that does not come: a sentence says so", async ({ page }) => {
  await page.route(/assets\/.*\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("One of its scripts could not be loaded. Reload");
});

test("a browser without modules, which runs none of the page's scripts: a sentence says so", async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(HTMLScriptElement.prototype, "noModule"));
  await page.route(/assets\/.*\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("This browser is too old for it. Reload");
});

test("a sandboxed frame: a sentence says what to do", async ({ page }) => {
  await page.route("/frame", (route) =>
    route.fulfill({ contentType: "text/html", body: '<iframe sandbox="allow-scripts" src="/"></iframe>' }),
  );
  await page.goto("/frame");
  await expect(page.frameLocator("iframe").getByRole("alert")).toContainText(
    /could not start\. .*sandbox that lacks allow-same-origin\. Open the page in a tab of its own\./,
  );
});
