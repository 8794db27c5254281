import { expect, test } from "vitest";
import { nextPath } from "./next-path";

test.each(["/jobs/41", "/jobs?show=mine", "/imports/new#file", "/people"])(
  "%s is a page of ours",
  (wanted) => {
    expect(nextPath(wanted)).toBe(wanted);
  },
);

test.each([
  "https://evil.example.com/",
  "//evil.example.com",
  "/\\evil.example.com",
  "\\\\evil.example.com",
  "/\t/evil.example.com",
  "/\n/evil.example.com",
  "javascript:alert(1)",
  "evil",
  "",
  " /jobs",
  undefined,
  ["/jobs"],
])("%j leads to the first page", (wanted) => {
  expect(nextPath(wanted)).toBe("/");
});

test("the sign-in page and the bare front door lead to the first page, not in a circle", () => {
  expect(nextPath("/sign-in?next=/sign-in")).toBe("/");
  expect(nextPath("/")).toBe("/");
});
