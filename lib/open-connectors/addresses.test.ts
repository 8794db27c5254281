import { describe, expect, test } from "vitest";
import { createAddresses } from "./addresses";
import { UpstreamError } from "./errors";

const base = "https://api.openconnectors.example.com/elements/api-v2";
const addresses = createAddresses(new URL(base));

describe("an address", () => {
  test("has the hub where the instance names one", () => {
    expect(addresses.connection("finance", ["objects"]).href).toBe(`${base}/hubs/finance/objects`);
    expect(addresses.connection(null, ["objects"]).href).toBe(`${base}/objects`);
    expect(addresses.platform(["instances"], "?nextPage=x").href).toBe(`${base}/instances?nextPage=x`);
  });

  test("does not care for a slash at the end of the base", () => {
    expect(createAddresses(new URL(`${base}//`)).platform(["instances"]).href).toBe(`${base}/instances`);
  });

  test.each([
    ["a/b", "a%2Fb"],
    ["a?b=c#d", "a%3Fb%3Dc%23d"],
    ["../../x", "..%2F..%2Fx"],
    ["%2e%2e", "%252e%252e"],
    ["<b>Kunden & Söhne</b>", "%3Cb%3EKunden%20%26%20S%C3%B6hne%3C%2Fb%3E"],
    ["\\..\\", "%5C..%5C"],
    ["a\r\nb", "a%0D%0Ab"],
    ["//evil.example.com", "%2F%2Fevil.example.com"],
    ["@evil.example.com", "%40evil.example.com"],
    ["...", "..."],
  ])("keeps %j inside its segment", (name, encoded) => {
    expect(addresses.connection(null, ["objects", name, "metadata"]).href).toBe(
      `${base}/objects/${encoded}/metadata`,
    );
  });

  test.each(["", ".", "..", "\ud83d"])("is never built with the segment %j", (name) => {
    expect(() => addresses.connection(null, ["objects", name, "metadata"])).toThrow(UpstreamError);
  });
});
