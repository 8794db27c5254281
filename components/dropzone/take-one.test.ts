import { describe, expect, it } from "vitest";
import { mostFileBytes, takeOne } from "./take-one";

const file = (name: string, size = 100) => ({ name, size });

describe("files dropped together", () => {
  it("takes one and says nothing when there is one", () => {
    expect(takeOne([file("receipts.csv")])).toEqual({ file: file("receipts.csv"), said: null });
  });

  it("takes the first and names the other", () => {
    expect(takeOne([file("receipts.csv"), file("prices.csv")])).toEqual({
      file: file("receipts.csv"),
      said: "prices.csv was not taken: one file at a time.",
    });
  });

  it("takes the one that looks like text, wherever it stands", () => {
    const taken = takeOne([file("logo.png"), file("receipts.csv"), file("notes.pdf")]);
    expect(taken.file?.name).toBe("receipts.csv");
    expect(taken.said).toBe("logo.png and notes.pdf were not taken: one file at a time.");
  });

  it("counts the others when they are many", () => {
    const names = ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv"];
    expect(takeOne(names.map((name) => file(name))).said).toBe(
      "b.csv and 3 other files were not taken: one file at a time.",
    );
  });

  it("refuses a file over the limit before it is read, and says what to do", () => {
    const taken = takeOne([file("all.csv", mostFileBytes + 1)]);
    expect(taken.file).toBeNull();
    expect(taken.said).toBe(
      "all.csv is larger than 1 GB and was not read. Save it in parts and load them one after another.",
    );
  });

  it("takes nothing when nothing was dropped", () => {
    expect(takeOne([])).toEqual({ file: null, said: null });
  });
});
