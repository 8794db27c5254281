import { cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { Later } from "./later";

afterEach(cleanup);

const drawn: string[] = [];

function Part({ name }: { name: string }) {
  drawn.push(name);
  return <p>{name}</p>;
}

it("what comes later is drawn when the rest is there, and a part of it later still", async () => {
  render(
    <>
      <Later instead={<Part name="in its place" />}>
        <Part name="later" />
        <Later>
          <Part name="later still" />
        </Later>
      </Later>
      <Part name="at once" />
    </>,
  );
  expect(await screen.findByText("later still")).toBeTruthy();
  expect(screen.getByText("later")).toBeTruthy();
  expect(screen.queryByText("in its place")).toBeNull();
  expect(drawn).toEqual(["in its place", "at once", "later", "later still"]);
});

it("what stands in its place is all that is drawn first", () => {
  expect(renderToString(<Later instead="in its place">later</Later>)).toBe("in its place");
});
