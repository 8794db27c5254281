import { expect, test } from "vitest";
import { IssueList, mostOfCode } from "./issue-list";

const read = (issues: IssueList) => JSON.parse([...issues.json()].join(""));
const at = (row: number, code: string) => ({ line: row + 1, row, column: 0, code });

test("of each code the first are kept in the order they were found, and the others counted to the last", () => {
  const issues = new IssueList();
  for (let row = 1; row <= mostOfCode + 3; row += 1) {
    issues.add(at(row, "ragged_row"));
    if (row % 2 === 0) issues.add(at(row, "nul"));
  }
  const told = read(issues);
  expect(told).toHaveLength(mostOfCode + mostOfCode / 2 + 2);
  expect(told.slice(0, 3)).toEqual([at(1, "ragged_row"), at(2, "ragged_row"), at(2, "nul")]);
  expect(told.at(-2)).toEqual(at(mostOfCode + 2, "nul"));
  expect(told.at(-1)).toEqual({
    ...{ line: null, row: null, column: null, code: "more_issues" },
    ...{ of: "ragged_row", count: 3 },
  });
});

test("what other issues are counted goes over with those that are kept", () => {
  const [issues, others] = [new IssueList(), new IssueList()];
  issues.add(at(1, "blank_row"));
  for (let row = 2; row <= mostOfCode + 3; row += 1) others.add(at(row, "blank_row"));
  expect(others.first).toEqual(at(2, "blank_row"));
  issues.addAll(others);
  const told = read(issues);
  expect(told).toHaveLength(mostOfCode + 1);
  expect(told.at(-1)).toMatchObject({ of: "blank_row", count: 3 });
});

test("no issue is an empty list", () => expect(read(new IssueList())).toEqual([]));
