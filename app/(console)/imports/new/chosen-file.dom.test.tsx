import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { choose, csv, footButton, open, wizardOfEachTest } from "./wizard-bench";

vi.mock("next/navigation", () => import("./router-bench"));

wizardOfEachTest();

it("names the file that was not taken when two are chosen", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\n"), csv("x\n", "prices.csv"));
  expect(await screen.findByText("prices.csv was not taken: one file at a time.")).toBeTruthy();
  expect(await screen.findByText("customers.csv")).toBeTruthy();
});

it("goes on by itself with a file that came while the fields were being read", async () => {
  const { view } = open();
  choose(view, csv("reference,name\nA1,Alder\n"));
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
});

it("takes a file before the destination is chosen and goes on with it", async () => {
  const { view } = open("");
  await userEvent.click(await screen.findByRole("radio", { name: /Sage 200 UK/ }));
  choose(view, csv("reference,name\nA1,Alder\n"));
  const goOn = await footButton(/^Go on with customers.csv/);
  expect(goOn.disabled).toBe(true);
  await userEvent.click(await screen.findByRole("radio", { name: /^customers/ }));
  await waitFor(() => expect(goOn.disabled).toBe(false));
  await userEvent.click(goOn);
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
});

it("says what is wrong with a file that cannot be read, and offers the way on", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv(""));
  expect(await screen.findByText("This file is empty.")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "choose one" })).toBeTruthy();
});

it("says beside the receipt what a spreadsheet did to values, with the likely original", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name,phone\nA1,Alder,2.095E+09\nA2,Beech,2095257565\n"));
  expect(await screen.findByText("phone: 1 row, first in row 2")).toBeTruthy();
  expect(await screen.findByText(/"2.095E\+09" is how a spreadsheet shows a long number/)).toBeTruthy();
});
