import { describe, expect, test } from "vitest";
import { readEnv } from "./env";

const enough = {
  OPEN_CONNECTORS_URL: "https://api.example.com/elements/api-v2",
  OPEN_CONNECTORS_USER_SECRET: "user/secret+one=",
  OPEN_CONNECTORS_ORGANIZATION_SECRET: "organization",
  DATABASE_URL: "postgres://app@127.0.0.1/hubload",
  SESSION_SECRET: "s".repeat(32),
};

function problems(change: Record<string, string | undefined>): string[] {
  const read = readEnv({ ...enough, ...change });
  return "problems" in read ? read.problems : [];
}

function accepted(change: Record<string, string | undefined> = {}) {
  const read = readEnv({ ...enough, ...change });
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return read.env;
}

describe("the environment", () => {
  test("what is required is enough, and the rest has the stated defaults", () => {
    const env = accepted();
    expect(env).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      dataDir: "./data",
      callbacks: true,
      keepsRows: true,
      demo: false,
      tags: [],
    });
    expect(env.publicUrl.href).toBe("http://localhost:3000/");
  });

  test("parts are cut as stated, or by sizes of one's own", () => {
    expect(accepted().partSizes).toEqual({ wholeUpTo: 100, sizes: [10, 1_000, 10_000] });
    expect(accepted({ PART_SIZES: "5, 50,500", PART_WHOLE_UP_TO: "20" }).partSizes).toEqual({
      wholeUpTo: 20,
      sizes: [5, 50, 500],
    });
    expect(problems({ PART_SIZES: "10,many" })).toEqual(["PART_SIZES must be whole numbers"]);
    expect(problems({ PART_SIZES: "0" })).toHaveLength(1);
    expect(problems({ PART_WHOLE_UP_TO: "-1" })).toHaveLength(1);
  });

  test("a proxy may be written without http://, and small letters win", () => {
    expect(accepted().httpsProxy).toBeUndefined();
    expect(accepted({ HTTPS_PROXY: "proxy.example.com:3128" }).httpsProxy?.href).toBe(
      "http://proxy.example.com:3128/",
    );
    expect(
      accepted({ HTTPS_PROXY: "http://a.example.com", https_proxy: "http://b.example.com", NO_PROXY: "x" }),
    ).toMatchObject({ httpsProxy: new URL("http://b.example.com"), noProxy: "x" });
    expect(problems({ HTTPS_PROXY: "socks5://a.example.com" })).toEqual([
      "HTTPS_PROXY must begin with http:// or https://",
    ]);
    expect(problems({ HTTPS_PROXY: "http://user:50%@a.example.com" })).toHaveLength(1);
  });

  test("each missing variable has one line of its own", () => {
    const read = readEnv({});
    expect("problems" in read && read.problems).toEqual([
      "OPEN_CONNECTORS_URL is missing",
      "OPEN_CONNECTORS_USER_SECRET is missing",
      "DATABASE_URL is missing",
      "SESSION_SECRET is missing",
      expect.stringContaining("OPEN_CONNECTORS_ORGANIZATION_SECRET is missing"),
    ]);
  });

  test("without the organization secret a file of connections is needed", () => {
    expect(problems({ OPEN_CONNECTORS_ORGANIZATION_SECRET: "" })).toEqual([
      expect.stringContaining("OPEN_CONNECTORS_ORGANIZATION_SECRET is missing"),
    ]);
    expect(
      problems({ OPEN_CONNECTORS_ORGANIZATION_SECRET: "", OPEN_CONNECTORS_CONNECTIONS: "c.json" }),
    ).toEqual([]);
  });

  test.each([
    ["OPEN_CONNECTORS_URL", "https://api.example.com/", "must end in /elements/api-v2"],
    ["OPEN_CONNECTORS_URL", "http://api.example.com/elements/api-v2", "https://"],
    ["OPEN_CONNECTORS_URL", "nonsense", "is not a URL"],
    ["OPEN_CONNECTORS_USER_SECRET", "two\nlines", "must be one line"],
    ["PUBLIC_URL", "http://hubload.example.com", "https://"],
    ["PORT", "eighty", "must be a port number"],
    ["DATABASE_URL", "mysql://x", "must begin with postgres://"],
    ["SESSION_SECRET", "short", "must have at least 32 characters"],
    ["ADMIN_EMAIL", "nobody", "is not an e-mail address"],
    ["DEMO", "perhaps", "must be on or off"],
    ["REMEMBER_ROWS", "sometimes", "must be on or off"],
  ])("%s=%s is refused and the line says why", (name, value, why) => {
    expect(problems({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
    expect(problems({ [name]: value })[0]).toContain(why);
  });

  test("http is accepted for this computer only", () => {
    expect(accepted({ PUBLIC_URL: "http://localhost:8080" }).publicUrl.port).toBe("8080");
    expect(problems({ OPEN_CONNECTORS_URL: "http://127.0.0.1:4010/elements/api-v2" })).toEqual([]);
  });

  test("a demo never listens beyond this computer", () => {
    expect(problems({ DEMO: "1", HOST: "0.0.0.0" })).toEqual([expect.stringContaining("DEMO")]);
  });

  test("lists are split at commas and trimmed", () => {
    expect(
      accepted({ OPEN_CONNECTORS_TAGS: "prod, finance ,", OPEN_CONNECTORS_SIGNATURE_KEYS: "a,b" }),
    ).toMatchObject({
      tags: ["prod", "finance"],
      signatureKeys: ["a", "b"],
    });
  });
});
