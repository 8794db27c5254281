const before = (status: number, more: object = {}) => ({ when: "before", answer: { status, ...more } });
const after = (status: number, accept: boolean) => ({ when: "after", accept, answer: { status } });

/** Faults by name, for rules and for the dice. What is not said here is said by the rule. */
export const faults = {
  refuse: { refuseForMs: 500 },
  "reset-before": { when: "before", reset: true },
  "reset-during": { when: "during", atByte: 1000, reset: true },
  "reset-after": { when: "after", accept: false, reset: true },
  "drop-before": { when: "before", drop: true },
  "drop-during": { when: "during", atByte: 1000, drop: true },
  "reply-lost": { when: "after", drop: true },
  "reply-reset": { when: "after", reset: true },
  "reply-cut": { when: "after", cutReplyAt: 10 },
  "stall-before": { when: "before", stall: true },
  "stall-during": { when: "during", atByte: 1000, stall: true },
  "stall-after": { when: "after", stall: true },
  late: { when: "after", delayMs: 1000 },
  trickle: { when: "after", trickle: { bytes: 8, everyMs: 20 } },
  early: { when: "during", atByte: 1000, answer: { status: 413 } },
  "continue-never": { continue: "never" },
  "continue-at-once": { continue: "at-once" },
  "301": before(301, { headers: { Location: "http://127.0.0.1:9/elsewhere" }, body: "" }),
  "302": before(302, { headers: { Location: "http://127.0.0.1:9/elsewhere" }, body: "" }),
  "307": before(307, { headers: { Location: "http://127.0.0.1:9/elsewhere" }, body: "" }),
  "308": before(308, { headers: { Location: "http://127.0.0.1:9/elsewhere" }, body: "" }),
  "401": before(401),
  "403": before(403),
  "404": before(404),
  "409": before(409),
  "413": before(413),
  "429": before(429),
  "429-seconds": before(429, { retryAfter: { seconds: 1 } }),
  "429-date": before(429, { retryAfter: { seconds: 1, as: "date" } }),
  "500": before(500),
  "502": before(502),
  "503": before(503),
  "503-seconds": before(503, { retryAfter: { seconds: 1 } }),
  "504": before(504, { body: "<html><body><h1>504 Gateway Time-out</h1></body></html>" }),
  "500-after": after(500, false),
  "500-accepted": after(500, true),
  "502-after": after(502, false),
  "502-accepted": after(502, true),
  "503-accepted": after(503, true),
  "504-accepted": after(504, true),
  html: { when: "after", replyBody: "html" },
  empty: { when: "after", replyBody: "empty" },
  "broken-json": { when: "after", replyBody: "broken" },
  "huge-json": { when: "after", replyBody: "huge" },
  gzip: { when: "after", encode: "gzip" },
  br: { when: "after", encode: "br" },
} as const;

export type FaultName = keyof typeof faults;

const isFaultName = (name: string): name is FaultName => name in faults;

export const faultNames: readonly FaultName[] = Object.keys(faults).filter(isFaultName);
