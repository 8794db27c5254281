import { describe, expect, test } from "vitest";
import { classifyUpload, type UploadClass, type UploadEvidence } from "./upload-class";

const base: UploadEvidence = {
  httpStatus: null,
  bodyBytesSent: 0,
  bodyBytes: 1_000,
  elapsedMs: 50,
  bulkJobId: null,
};
const nothing = 0;
const some = 500;
const all = 1_000;

const rows: [status: number | null, bodyBytesSent: number, UploadClass][] = [
  [null, nothing, "not_sent"],
  [null, 1, "unknown"],
  [null, some, "unknown"],
  [null, all, "unknown"],
  ...[400, 401, 403, 404, 405, 406, 409, 413, 415, 422].flatMap((status): [number, number, UploadClass][] => [
    [status, nothing, "refused"],
    [status, some, "refused"],
    [status, all, "refused"],
  ]),
  ...[301, 302, 303, 307, 308, 408, 417, 402, 410, 418, 451, 501, 505, 599].flatMap(
    (status): [number, number, UploadClass][] => [
      [status, nothing, "refused"],
      [status, some, "unknown"],
      [status, all, "unknown"],
    ],
  ),
  ...[429, 503, 500, 502, 504].flatMap((status): [number, number, UploadClass][] => [
    [status, nothing, "not_sent"],
    [status, some, "unknown"],
    [status, all, "unknown"],
  ]),
  ...[200, 201, 202, 204].flatMap((status): [number, number, UploadClass][] => [
    [status, nothing, "unknown"],
    [status, some, "unknown"],
    [status, all, "unknown"],
  ]),
];

describe("the class of a POST follows from its evidence alone", () => {
  test.each(rows)("status %s after %i of 1000 bytes is %s", (httpStatus, bodyBytesSent, expected) => {
    expect(classifyUpload({ ...base, httpStatus, bodyBytesSent })).toBe(expected);
  });

  test("a 2xx with an id is accepted only when the whole body went", () => {
    const accepted = { ...base, httpStatus: 200, bulkJobId: "42", bodyBytesSent: all };
    expect(classifyUpload(accepted)).toBe("accepted");
    expect(classifyUpload({ ...accepted, httpStatus: 202 })).toBe("accepted");
    expect(classifyUpload({ ...accepted, bodyBytesSent: all - 1 })).toBe("unknown");
    expect(classifyUpload({ ...accepted, bodyBytesSent: 0 })).toBe("unknown");
  });

  test("an id in the body of a failure accepts nothing", () => {
    expect(classifyUpload({ ...base, httpStatus: 409, bulkJobId: "42", bodyBytesSent: all })).toBe("refused");
    expect(classifyUpload({ ...base, httpStatus: 500, bulkJobId: "42", bodyBytesSent: all })).toBe("unknown");
  });

  test("429 and 503 beyond the limits of the service are never a reason to send again", () => {
    for (const httpStatus of [429, 503]) {
      expect(classifyUpload({ ...base, httpStatus, bodyBytes: 6_000_000_001 })).toBe("unknown");
      expect(classifyUpload({ ...base, httpStatus, elapsedMs: 3_600_001 })).toBe("unknown");
    }
  });
});
