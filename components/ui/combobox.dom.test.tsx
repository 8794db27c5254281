import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { Combobox } from "./combobox";

afterEach(cleanup);

it("leads with what is called exactly as the search says, whatever its group", async () => {
  const onChange = vi.fn();
  const options = [
    { value: "creditReference", label: "Credit reference", detail: "creditReference", group: "Required" },
    { value: "name", label: "Name", detail: "name", group: "Required" },
    { value: "reference", label: "Reference", detail: "reference", group: "Others" },
  ];
  render(
    <Combobox label="Field" searchPlaceholder="Search" value={null} onChange={onChange} options={options} />,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("combobox", { name: "Field" }));
  // The popup takes the focus a moment after it has opened.
  await user.type(await screen.findByPlaceholderText("Search"), "reference");
  await waitFor(() =>
    expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual([
      "Referencereference",
      "Credit referencecreditReference",
    ]),
  );
  await user.keyboard("{Enter}");
  expect(onChange).toHaveBeenCalledWith("reference");
});

const fruit = [
  { value: "apple", label: "Apple" },
  { value: "pear", label: "Pear" },
];

function Fruit({ onChange }: { onChange: (value: string | null) => void }) {
  const [value, setValue] = useState<string | null>("apple");
  return (
    <>
      <Combobox
        label="Fruit"
        value={value}
        onChange={(next) => {
          setValue(next);
          onChange(next);
        }}
        options={fruit}
      />
      <button type="button">Elsewhere</button>
    </>
  );
}

it("opens by the keyboard, chooses with arrows, and gives the focus back to its button", async () => {
  const onChange = vi.fn();
  render(<Fruit onChange={onChange} />);
  const user = userEvent.setup();
  await user.tab();
  const button = screen.getByRole("combobox", { name: "Fruit" });
  expect(document.activeElement).toBe(button);
  await user.keyboard("{ArrowDown}");
  await screen.findByRole("dialog", { name: "Search" });
  expect(button.getAttribute("aria-expanded")).toBe("true");
  expect(document.getElementById(button.getAttribute("aria-controls") ?? "")).not.toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByPlaceholderText("Search")));
  await user.keyboard("pear{Enter}");
  expect(onChange).toHaveBeenCalledWith("pear");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
  expect(button.textContent).toContain("Pear");
  await user.keyboard("{Enter}");
  await screen.findByRole("dialog");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});

it("a press on its button closes it again, a press elsewhere too", async () => {
  render(<Fruit onChange={() => {}} />);
  const user = userEvent.setup();
  const button = screen.getByRole("combobox", { name: "Fruit" });
  await user.click(button);
  await screen.findByRole("dialog");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByPlaceholderText("Search")));
  await user.click(button);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(button);
  await screen.findByRole("dialog");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByPlaceholderText("Search")));
  const elsewhere = screen.getByRole("button", { name: "Elsewhere" });
  await user.click(elsewhere);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.activeElement).toBe(elsewhere);
});

it("draws of a thousand options those in sight, says how many there are, and finds every one", async () => {
  const height = vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(352);
  const onChange = vi.fn();
  const options = Array.from({ length: 1_000 }, (_, index) => ({
    value: `field${index}`,
    label: `Field ${index}`,
    group: index < 3 ? "Required" : "Others",
  }));
  render(
    <Combobox
      label="Field"
      clearLabel="Not mapped"
      searchPlaceholder="Search"
      value={null}
      onChange={onChange}
      options={options}
    />,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("combobox", { name: "Field" }));
  const first = await screen.findByRole("option", { name: "Field 0" });
  expect(first.getAttribute("aria-posinset")).toBe("2");
  expect(first.getAttribute("aria-setsize")).toBe("1001");
  expect(screen.getAllByRole("option").length).toBeLessThan(30);
  await user.type(await screen.findByPlaceholderText("Search"), "field 777");
  await waitFor(() =>
    expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual(["Field 777"]),
  );
  await user.keyboard("{Enter}");
  expect(onChange).toHaveBeenCalledWith("field777");
  height.mockRestore();
});
