import { expect, it } from "vitest";
import { sendingWords } from "./step-words";

it("says of the rows to send how many have errors, and how many are kept back", () => {
  expect(sendingWords({ toSend: 50, keptBack: 0, sentWithErrors: 0 })).toBe("All 50 to send");
  expect(sendingWords({ toSend: 50, keptBack: 0, sentWithErrors: 2 })).toBe("50 to send, 2 with errors");
  expect(sendingWords({ toSend: 48, keptBack: 2, sentWithErrors: 0 })).toBe("48 to send, 2 kept back");
});
