import { expect, test } from "vitest";
import { LaunchError, toPrint } from "./launch-error.mjs";

const fromSystem = (code: string) =>
  Object.assign(new Error(`${code}: it did not work, write`), { code, syscall: "write" });

test("what stops a start is one line, unless it is a fault of the program", () => {
  expect(toPrint(new LaunchError("Port 3000 is taken."))).toBe("Port 3000 is taken.");
  expect(toPrint(fromSystem("EIO"))).toBe("EIO: it did not work, write");
  const fault = new TypeError("x is not a function");
  expect(toPrint(fault)).toBe(fault);
});

test("a disk that is full is named, with what to do", () => {
  expect(toPrint(fromSystem("ENOSPC"))).toMatch(
    /^The disk is full: make room where DATA_DIR .* start again \(ENOSPC/,
  );
});
