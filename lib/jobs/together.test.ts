import { expect, test } from "vitest";
import { together } from "./together";

test("what comes while a group is worked on is one group, and each has its own result", async () => {
  const groups: number[][] = [];
  const double = together<number, number>(3, async (items) => {
    groups.push([...items]);
    return items.map((item) => item * 2);
  });
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(double))).toEqual([2, 4, 6, 8, 10, 12]);
  expect(groups).toEqual([[1], [2, 3, 4], [5, 6]]);
});

test("a group that fails fails each of its items, and none that comes after", async () => {
  const asIs = together<string, string>(10, async (items) => {
    if (items.includes("bad")) throw new Error("not this one");
    return items;
  });
  const [first, second, third] = await Promise.allSettled(["alone", "bad", "beside it"].map(asIs));
  expect(first).toEqual({ status: "fulfilled", value: "alone" });
  for (const each of [second, third])
    expect(each).toMatchObject({ status: "rejected", reason: { message: "not this one" } });
  expect(await asIs("after it")).toBe("after it");
});
