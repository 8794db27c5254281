import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { DropArea } from "./drop-area";

afterEach(cleanup);

const csv = (name: string) => new File(["a,b\n1,2\n"], name, { type: "text/csv" });

function show(props: { disabled?: boolean } = {}) {
  const onFile = vi.fn();
  const onSaid = vi.fn();
  render(
    <DropArea onFile={onFile} onSaid={onSaid} {...props}>
      {() => <p>The page</p>}
    </DropArea>,
  );
  const drop = (files: File[]) => {
    const items = files.map((file) => ({ kind: "file", type: file.type, getAsFile: () => file }));
    fireEvent.drop(screen.getByText("The page"), { dataTransfer: { files, items, types: ["Files"] } });
  };
  return { onFile, onSaid, drop };
}

it("takes one of two files dropped anywhere on the page and names the other", async () => {
  const { onFile, onSaid, drop } = show();
  drop([csv("receipts.csv"), csv("prices.csv")]);
  await waitFor(() => expect(onFile).toHaveBeenCalledTimes(1));
  expect(onFile.mock.calls[0]?.[0]).toMatchObject({ name: "receipts.csv" });
  expect(onSaid).toHaveBeenCalledWith("prices.csv was not taken: one file at a time.");
});

it("takes no file while rows are being sent", async () => {
  const { onFile, drop } = show({ disabled: true });
  drop([csv("receipts.csv")]);
  await Promise.resolve();
  expect(onFile).not.toHaveBeenCalled();
});

it("says what will happen while a file is dragged over the page", async () => {
  show();
  fireEvent.dragEnter(document, { dataTransfer: { types: ["Files"], items: [{ kind: "file" }] } });
  expect(await screen.findByText("Let go anywhere to read the file.")).toBeTruthy();
  fireEvent.dragLeave(document, { dataTransfer: { types: ["Files"] } });
  await waitFor(() => expect(screen.queryByText("Let go anywhere to read the file.")).toBeNull());
});
