/**
 * A moment in the program, as seen from outside: just before or after it does something with a file, a statement, a
 * transaction or the socket of an upload.
 * @typedef {{ of: "file", at: "before" | "after", call: string, path: string }
 *   | { of: "statement", at: "before" | "after", sql: string, values: readonly unknown[] }
 *   | { of: "commit", at: "before" | "after", statements: readonly { sql: string, values: readonly unknown[] }[] }
 *   | { of: "upload", at: "head" | "body" | "reply" }} Moment
 */

const file =
  (call, at, name = /\.part$/) =>
  (moment) =>
    moment.of === "file" && moment.call === call && moment.at === at && name.test(moment.path);

const statement = (at, sql, value) => (moment) =>
  moment.of === "statement" &&
  moment.at === at &&
  sql.test(moment.sql) &&
  (value === undefined || moment.values.includes(value));

const commit = (at, sql, value) => (moment) =>
  moment.of === "commit" &&
  moment.at === at &&
  moment.statements.some(
    (each) => sql.test(each.sql) && (value === undefined || each.values.includes(value)),
  );

const upload = (at) => (moment) => moment.of === "upload" && moment.at === at;

const newAttempt = /^insert into "attempts"/;
const attempt = /^update "attempts" set "status"/;
const batch = /^update "batches" set/;
const offset = /^update "uploads" set "offset_bytes"/;
const newUpload = /^insert into "uploads"/;
const sealed = /^update "uploads" set "status"/;
const newJob = /^insert into "jobs"/;

/** Each step at which the program can be killed, by what it is about to do or has just done. */
export const steps = {
  "staging: file made, upload not yet written down": statement("before", newUpload),
  "staging: upload written down, not yet answered": statement("after", newUpload),
  "staging: first bytes about to be written": file("writev", "before"),
  "staging: bytes written, not yet synced": file("datasync", "before"),
  "staging: bytes synced, offset not yet committed": statement("before", offset),
  "staging: offset committed, not yet answered": statement("after", offset),
  "staging: unacknowledged bytes about to be cut off": file("truncate", "before"),
  "staging: unacknowledged bytes cut off": file("truncate", "after"),
  "sealing: whole file about to be synced": file("sync", "before"),
  "sealing: synced, not yet renamed": file("rename", "before"),
  "sealing: renamed, folder not yet synced": file("rename", "after"),
  "sealing: folder synced, not yet committed": statement("before", sealed, "sealed"),
  "sealing: committed, not yet answered": statement("after", sealed, "sealed"),
  "submitting: job about to be committed": commit("before", newJob),
  "submitting: job committed, not yet answered": commit("after", newJob),
  "sending: intent about to be committed": commit("before", newAttempt),
  "sending: intent committed, not yet connected": commit("after", newAttempt),
  "sending: connected, start about to be committed": commit("before", attempt, "started"),
  "sending: start committed, no byte sent": commit("after", attempt, "started"),
  "sending: head about to be sent": upload("head"),
  "sending: in the middle of the body": upload("body"),
  "sending: all sent, reply not yet read": upload("reply"),
  "sending: taken, about to be committed": commit("before", attempt, "accepted"),
  "sending: taken and committed": commit("after", attempt, "accepted"),
  "looking: loss of sight about to be committed": commit("before", attempt, "unknown"),
  "looking: loss of sight committed": commit("after", attempt, "unknown"),
  "following: end about to be committed": commit("before", batch, "completed"),
  "following: end committed": commit("after", batch, "completed"),
};

/**
 * @param {string} name
 * @param {Moment} moment
 */
export function isAt(name, moment) {
  const step = steps[name];
  if (!step) throw new Error(`there is no step ${name}`);
  return step(moment);
}
