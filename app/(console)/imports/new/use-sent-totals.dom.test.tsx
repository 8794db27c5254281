import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { SentSum } from "@/lib/csv-worker/protocol";
import { useSentTotals } from "./use-sent-totals";

afterEach(cleanup);

const sumOf = (sum: string): SentSum[] => [
  { fileRow: 7, label: "Amount", claimed: "9", sum, sent: 2, staying: 0, difference: null },
];
const place = { fileRow: 7, column: 4, label: "Amount", from: 0, to: 2 };
const stated = { ...place, claimed: "9", sum: "9", rows: 2, difference: null };
const draftOf = (policy: "keep_errors_back" | "send_all", check: object) => ({
  ...{ policy, check },
  file: { controls: [stated] },
});

test("figures stand only beside the rows they were added up of: not after another choice, nor after an edit", async () => {
  const answers: ((sums: SentSum[]) => void)[] = [];
  const grid = { sentSums: () => new Promise<SentSum[]>((resolve) => answers.push(resolve)) };
  const first = {};
  const { result, rerender } = renderHook(
    (draft: ReturnType<typeof draftOf>) => useSentTotals(grid, { work: { kind: "idle" } }, draft),
    { initialProps: draftOf("keep_errors_back", first) },
  );
  await act(async () => answers[0]?.(sumOf("9")));
  expect(result.current).toEqual({ stated: 1, sums: sumOf("9"), failure: null });
  rerender(draftOf("send_all", first));
  expect(result.current.sums).toBeNull();
  await act(async () => answers[1]?.(sumOf("12")));
  await waitFor(() => expect(result.current.sums).toEqual(sumOf("12")));
  rerender(draftOf("send_all", {}));
  expect(result.current.sums).toBeNull();
});
