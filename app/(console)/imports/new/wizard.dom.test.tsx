import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { went } from "./router-bench";
import { choose, csv, footButton, open, press, wizardOfEachTest } from "./wizard-bench";

vi.mock("next/navigation", () => import("./router-bench"));

wizardOfEachTest();

it("leads a clean file from Where to to the import's page in six presses", async () => {
  const { view, submitted } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\nB2,Bexley\n"));
  await press(/^Map 2 columns/);
  await press(/^Check 2 rows/);
  await press(/^Go to Send with 2 rows/);
  expect(
    await screen.findByRole("heading", {
      name: /Create 2 customers in Sage.200.UK for Example Trading Ltd\./,
    }),
  ).toBeTruthy();
  expect(await screen.findByText("This writes to a live system.")).toBeTruthy();
  await press("Create 2 customers in Sage 200 UK");
  await waitFor(() => expect(went).toEqual(["/jobs/job-1"]));
  // The wizard is gone by then, in a task of its own.
  expect(screen.queryByRole("button", { name: /^Create/ })).toBeNull();
  expect(screen.getByRole("status").textContent).toBe("The import is being read");
  expect(submitted).toHaveLength(1);
  expect(submitted[0]?.body).toMatchObject({
    connectionId: "1",
    objectName: "customers",
    uploadId: "upload-1",
  });
});

it("bars the way to Check while a required field has no column, says so, and opens it by a constant", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,website\nA1,https://www.example.com\n"));
  await press(/^Map 2 columns/);
  const check = await footButton(/^Check 1 row/);
  expect(check.disabled).toBe(true);
  expect(await screen.findByText(/not mapped: name/i)).toBeTruthy();
  const missing = within(await screen.findByRole("region", { name: "Required fields without a column" }));
  await userEvent.type(missing.getByRole("textbox"), "Unnamed{Enter}");
  const goOn = await footButton(/^Check 1 row/);
  expect(goOn.disabled).toBe(false);
  expect(document.activeElement).toBe(goOn);
});

it("keeps rows with errors back, and sends nothing when no row is ready", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nTOOLONG,Alder\nALSOTOOLONG,Bexley\n"));
  await press(/^Map 2 columns/);
  await press(/^Check 2 rows/);
  const send = await footButton(/^Go to Send/);
  expect(send.disabled).toBe(true);
  expect(await screen.findByText(/reference: too long/i)).toBeTruthy();
  await userEvent.click(await screen.findByRole("radio", { name: "Send them anyway" }));
  expect((await footButton(/^Go to Send with 2 rows/)).disabled).toBe(false);
});

it("names the step in the address, and the browser's Back goes a step back", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\n"));
  await press(/^Map 2 columns/);
  await waitFor(() => expect(window.location.search).toBe("?step=map&connection=1&object=customers"));
  expect(document.title).toBe("Map · Load customers · Hubload");
  act(() => window.history.back());
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
  expect(document.title).toBe("File · Load customers · Hubload");
});

it("after a reload knows where the rows go and asks for the file by its name", async () => {
  sessionStorage.setItem("hubload:file", "receipts.csv");
  open("?step=check&connection=1&object=customers");
  expect(await screen.findByText(/again to go on/)).toBeTruthy();
  expect(screen.getByText("receipts.csv")).toBeTruthy();
  expect(window.location.search).toBe("?step=file&connection=1&object=customers");
  expect(screen.getByRole("heading", { name: "Load customers" })).toBeTruthy();
});

it("does not take an object's name from the address before it is known that there is such an object", async () => {
  open("?step=where&connection=1&object=nopes");
  await screen.findByRole("radio", { name: /Sage 200 UK/ });
  expect(screen.getByRole("heading", { name: "Load a file" })).toBeTruthy();
  expect(screen.queryByText(/· nopes/)).toBeNull();
});
