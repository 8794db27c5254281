import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifySignature } from "./callback-signature";

// Vectors of the Open Connectors reference, callback; the first is the one printed in the documentation.
const key = "MySecretEventSignatureKey";
const body = '{"id":"1234","status":"COMPLETED"}';
const good = "sha256=KYfpa1ZtEz6I9nEV9rQdtFd5fUbRejdw1//Gc5k/Ft0=";
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a signature that is taken", () => {
  test.each([
    ["<INSERT_EVENT_NOTIFICATION_RESPONSE_BODY>", "sha256=jHdbRx5EZAsOfTwAPJOGkNUzQMVVdu5VJlxcsk+G6jQ="],
    [body, good],
    ['{"name":"Zoë"}', "sha256=Q3sbEsLx2JYEcfeCB9yId4WrFKofqP/UBj/rVGoDiGE="],
    ["", "sha256=C0gHWF2AgEYRn772QwLINL7VFZDYhJSOYgzFLE6vs4Q="],
  ])("over %j", (signed, header) => {
    expect(verifySignature(bytes(signed), header, [key])).toBe(true);
  });

  test("by any of several keys, wherever it stands", () => {
    expect(verifySignature(bytes(body), good, ["old", key])).toBe(true);
    expect(verifySignature(bytes(body), good, [key, "new"])).toBe(true);
    expect(verifySignature(bytes(body), good, ["", key])).toBe(true);
  });
});

const sign = (algorithm: string, withKey: string, signed: string, encoding: "base64" | "base64url" | "hex") =>
  createHmac(algorithm, withKey).update(signed).digest(encoding);
const digits = good.slice("sha256=".length);

describe("a forgery", () => {
  test.each<[what: string, header: string | null, keys?: string[], body?: string]>([
    ["no header", null],
    ["an empty header", ""],
    ["only the scheme", "sha256="],
    ["no scheme", digits],
    ["another scheme", `sha1=${sign("sha1", key, body, "base64")}`],
    ["another scheme over the right digest", `sha1=${digits}`],
    ["SHA-512", `sha512=${sign("sha512", key, body, "base64")}`],
    ["SHA-512 under the name of SHA-256", `sha256=${sign("sha512", key, body, "base64")}`],
    ["SHA-1 under the name of SHA-256", `sha256=${sign("sha1", key, body, "base64")}`],
    ["the scheme in capitals", `SHA256=${digits}`],
    ["hexadecimal digits", `sha256=${sign("sha256", key, body, "hex")}`],
    ["the URL alphabet", `sha256=${sign("sha256", key, body, "base64url")}`],
    ["no padding", good.slice(0, -1)],
    ["padding twice", `${good}=`],
    ["a space in front", `sha256= ${digits}`],
    ["a space behind", `${good} `],
    ["a line end behind", `${good}\n`],
    ["one digit changed", good.replace("KYfpa", "KYfpb")],
    ["half a digest", `sha256=${Buffer.from(digits, "base64").subarray(0, 16).toString("base64")}`],
    ["32 zero bytes", `sha256=${Buffer.alloc(32).toString("base64")}`],
    ["the header twice", `${good}, ${good}`],
    ["a wrong one and the right one", `sha256=${Buffer.alloc(32).toString("base64")}, ${good}`],
    ["another key", `sha256=${sign("sha256", "another", body, "base64")}`],
    ["the empty key", `sha256=${sign("sha256", "", body, "base64")}`],
    ["the empty key where it is configured", `sha256=${sign("sha256", "", body, "base64")}`, [""]],
    ["a signature while no key is configured", good, []],
    ["the signature of another body", good, [key], '{"id":"1234","status":"ERROR"}'],
    ["the body with a space more", good, [key], '{"id": "1234","status":"COMPLETED"}'],
    ["the body with a byte order mark", good, [key], `\ufeff${body}`],
    ["no body", good, [key], ""],
  ])("%s is refused", (_, header, keys = [key], signed = body) => {
    expect(verifySignature(bytes(signed), header, keys)).toBe(false);
  });
});
