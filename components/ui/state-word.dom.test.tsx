import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { batchStatuses, jobStatuses, outcomes } from "@/lib/api-contract/status";
import { type State, StateWord } from "./state-word";

afterEach(cleanup);

const states: readonly State[] = [...jobStatuses, ...batchStatuses, ...outcomes];

describe("a state on screen", () => {
  test.each(states)("%s has an icon and a word, never colour alone", (state) => {
    const { container } = render(<StateWord state={state} />);
    expect(container.querySelector("svg")).not.toBeNull();
    expect(container.textContent?.trim()).not.toBe("");
  });

  test("more exact words replace the usual one", () => {
    render(<StateWord state="completed_with_failures">Done, 18 open</StateWord>);
    expect(screen.getByText("Done, 18 open")).toBeTruthy();
    expect(screen.queryByText("Done, with failed rows")).toBeNull();
  });

  test("done with failed rows never looks like done", () => {
    const { container } = render(<StateWord state="completed_with_failures" />);
    expect(container.innerHTML).toContain("text-failed-text");
    expect(container.innerHTML).not.toContain("text-done-text");
  });
});
