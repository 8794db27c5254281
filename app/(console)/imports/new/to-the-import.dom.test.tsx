import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ToTheImport } from "./to-the-import";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("where the page of an accepted import does not come, the way to it is told", () => {
  vi.useFakeTimers();
  render(<ToTheImport jobId="job-1" />);
  expect(screen.queryByRole("link")).toBeNull();
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.getByText("The import is accepted, and its page is slow to come.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the import" }).getAttribute("href")).toBe("/jobs/job-1");
});
