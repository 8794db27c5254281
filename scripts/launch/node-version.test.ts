import { describe, expect, it } from "vitest";
import { checkNode } from "./node-version.mjs";

describe("the version of Node", () => {
  it.each(["18.20.8", "20.18.3"])("%s stops the start", (version) => {
    expect(() => checkNode(version)).toThrow(/needs Node 20\.19 or later/);
  });

  it.each(["20.19.0", "21.7.3"])("%s works, with the advice to take a newer one", (version) => {
    expect(checkNode(version)).toMatch(/Node 24 is recommended/);
  });

  it.each(["22.12.0", "24.21.0"])("%s needs no word", (version) => {
    expect(checkNode(version)).toBeNull();
  });
});
