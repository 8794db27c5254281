import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
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
