import { expect, test } from "vitest";
import { Output } from "./output";

test("a chunk is a blob, of as many pieces as it takes and of parts of them; it is given again until one behind it is asked for", async () => {
  const bytes = new TextEncoder().encode("0123456789");
  const taken: number[] = [];
  const output = new Output(async (from, { onBytes }) => {
    for (let at = from; at < bytes.length; at += 3) onBytes(bytes.slice(at, at + 3), () => taken.push(at));
    return new Promise(() => {});
  });
  const chunk = async (from: number, to: number) => {
    const { value } = await output.slice(from, to);
    expect(value).toBeInstanceOf(Blob);
    return value.text();
  };
  expect(await chunk(0, 4)).toBe("0123");
  expect(await chunk(2, 8)).toBe("234567");
  expect(await chunk(2, 8)).toBe("234567");
  expect(taken).toEqual([]);
  expect(await chunk(7, 9)).toBe("78");
  expect(taken).toEqual([0, 3]);
});
