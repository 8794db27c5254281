import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { DropInvitation } from "./drop-invitation";
import { usePaste } from "./use-paste";

afterEach(cleanup);

function Page(props: { enabled?: boolean; onFiles: () => void; onCells: (text: string) => void }) {
  const { enabled = true, onFiles, onCells } = props;
  usePaste(enabled, { onFiles, onCells });
  return (
    <>
      <input aria-label="Field" />
      <input type="radio" aria-label="Choice" />
    </>
  );
}

const clipboard = (text: string, files: File[] = []) => ({ clipboardData: { getData: () => text, files } });

function show(enabled = true) {
  const onFiles = vi.fn();
  const onCells = vi.fn();
  render(<Page {...{ enabled, onFiles, onCells }} />);
  return { onFiles, onCells };
}

it("takes cells pasted anywhere on the page, and not the picture of them beside", () => {
  const { onFiles, onCells } = show();
  fireEvent.paste(document.body, clipboard("a\tb\n1\t2", [new File(["x"], "image.png")]));
  expect(onCells).toHaveBeenCalledWith("a\tb\n1\t2");
  expect(onFiles).not.toHaveBeenCalled();
});

it("takes cells while a choice has the focus", () => {
  const { onCells } = show();
  fireEvent.paste(screen.getByRole("radio"), clipboard("a\tb"));
  expect(onCells).toHaveBeenCalledWith("a\tb");
});

it("takes a file that was copied", () => {
  const { onFiles, onCells } = show();
  const file = new File(["a,b"], "a.csv");
  fireEvent.paste(document.body, clipboard("", [file]));
  expect(onFiles).toHaveBeenCalledWith([file]);
  expect(onCells).not.toHaveBeenCalled();
});

it("leaves a paste alone in a field, and while a file is not taken", () => {
  const { onCells } = show();
  fireEvent.paste(screen.getByRole("textbox"), clipboard("a\tb"));
  cleanup();
  const { onCells: off } = show(false);
  fireEvent.paste(document.body, clipboard("a\tb"));
  expect(onCells).not.toHaveBeenCalled();
  expect(off).not.toHaveBeenCalled();
});

it("opens a box for cells, takes the focus there, and reads what is pasted into it", async () => {
  const onCells = vi.fn();
  render(<DropInvitation choose={() => undefined} onCells={onCells} again={null} />);
  await userEvent.click(screen.getByRole("button", { name: "paste cells" }));
  const box = screen.getByRole("textbox", { name: "Cells from a spreadsheet" });
  expect(document.activeElement).toBe(box);
  fireEvent.paste(box, clipboard("a\tb\n1\t2"));
  expect(onCells).toHaveBeenCalledWith("a\tb\n1\t2");
});
