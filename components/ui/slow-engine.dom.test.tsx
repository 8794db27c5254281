import { getConfig } from "@testing-library/react";
import { expect, it } from "vitest";

it("every dom test waits ten seconds for what is shown, however slow the engine", () => {
  expect(getConfig().asyncUtilTimeout).toBe(10_000);
});
