import { cleanup, render, screen } from "@testing-library/react";
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
  render(<Combobox label="Field" value={null} onChange={onChange} options={options} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("combobox", { name: "Field" }));
  await user.keyboard("reference");
  const found = await screen.findAllByRole("option");
  expect(found.map((one) => one.textContent)).toEqual([
    "Referencereference",
    "Credit referencecreditReference",
  ]);
  await user.keyboard("{Enter}");
  expect(onChange).toHaveBeenCalledWith("reference");
});
