import { expect, test } from "vitest";
import { isFromOwnPage } from "./cross-site";

const origins = ["https://hubload.example.com"];
const post = (headers: Record<string, string>, method = "POST") =>
  isFromOwnPage(new Request("https://hubload.example.com/api/jobs", { method, headers }), origins);
const cookie = { cookie: "hubload.session_token=x" };

test.each([
  ["of the page itself", { ...cookie, "sec-fetch-site": "same-origin" }],
  ["with our origin", { ...cookie, origin: "https://hubload.example.com" }],
  ["of a program without a cookie", {}],
])("a request %s is taken", (_, headers) => {
  expect(post(headers)).toBe(true);
});

test.each([
  ["from another site", { ...cookie, "sec-fetch-site": "cross-site" }],
  ["from a sibling subdomain", { ...cookie, "sec-fetch-site": "same-site" }],
  ["with another origin", { ...cookie, origin: "https://evil.example.com" }],
  ["with another scheme", { ...cookie, origin: "http://hubload.example.com" }],
  ["with the null origin", { ...cookie, origin: "null" }],
  ["with a cookie that says neither", cookie],
  [
    "from another site without a cookie",
    { "sec-fetch-site": "cross-site", origin: "https://evil.example.com" },
  ],
])("a request %s is refused", (_, headers) => {
  expect(post(headers)).toBe(false);
});

test("reading is never refused: it changes nothing", () => {
  expect(post({ ...cookie, "sec-fetch-site": "cross-site" }, "GET")).toBe(true);
});
