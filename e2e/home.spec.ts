import AxeBuilder from "@axe-core/playwright";
import { endOfJob, type JobAnswer, member } from "./fixtures/http-client";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { stage } from "./fixtures/tus";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("an import that ends is told by the bell and the tab, stands in the chart, and looking makes it old", async ({
      page,
      api,
      sandbox,
    }) => {
      await page.goto("/");
      await expect(page.getByRole("link", { name: "Home" })).toHaveAttribute("aria-current", "page");
      const text = `C_EmailAddress\n${colorScheme}-home@example.com\n`;
      const uploadId = await stage(api, text, { fileName: "home.csv", sha256: sha256(text) });
      const answer = await api.post("/api/jobs", {
        headers: { "idempotency-key": `home-${colorScheme}` },
        data: {
          connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
          objectName: "contact",
          uploadId,
          fileName: "home.csv",
          sha256: sha256(text),
          confirmed: true,
        },
      });
      const { id } = await member<JobAnswer>(answer, "job", 202);
      expect((await endOfJob(api, id)).status).toBe("completed");

      await page.reload();
      const bell = page.getByRole("button", { name: /^Notices, \d+ new$/ });
      await expect(bell).toBeVisible();
      await expect(page).toHaveTitle(/^\(\d+\) Home/);
      await expect(page.getByRole("img", { name: /^In 14 days [1-9]/ })).toBeVisible();
      await page.getByText("As a table").click();
      await expect(page.getByRole("table", { name: "Rows by day" }).getByRole("row")).toHaveCount(15);
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
        [],
      );

      await bell.focus();
      await page.keyboard.press("Enter");
      const notices = page.getByRole("dialog", { name: "Notices" });
      await expect(notices.locator(`a[href="/jobs/${id}"]`)).toBeVisible();
      await expect(notices).toContainText("1 of 1 contact created in Eloqua.");
      const open = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(
        open.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeFocused();
      await expect(page).toHaveTitle(/^Home/);
    });
  });
}
