import { expect, test } from "vitest";
import { Output } from "./output";

test("a chunk is a blob, of as many pieces as it takes and of parts of them; it is given again until one behind it is asked for", async () => {
  const bytes = new TextEncoder().encode("0123456789");
  const output = new Output(async (from, { onBytes }) => {
    for (let at = from; at < bytes.length; at += 3) onBytes(new Blob([bytes.slice(at, at + 3)]), () => {});
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
  expect(await chunk(7, 9)).toBe("78");
});

test("bytes are taken as soon as they come, until two chunks of an upload wait; then when one is sent", async () => {
  const mebibyte = 1_048_576;
  const taken: number[] = [];
  const output = new Output(async (_, { onBytes }) => {
    for (let piece = 0; piece < 10; piece += 1)
      onBytes(new Blob([new Uint8Array(mebibyte)]), () => taken.push(piece));
    return new Promise(() => {});
  });
  await output.slice(0, 4 * mebibyte);
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await output.slice(4 * mebibyte, 8 * mebibyte);
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
