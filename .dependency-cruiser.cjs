/**
 * The walls. One table: each room and the rooms it may import. A room that is not in the table is closed both ways.
 * docs/architecture.md draws the same picture.
 */
const pure = {
  "lib/csv": [],
  "lib/workbook": ["lib/csv"],
  "lib/values": [],
  "lib/mapping": ["lib/csv", "lib/values"],
  "lib/checks": ["lib/csv", "lib/mapping", "lib/values"],
  "lib/api-contract": ["lib/mapping", "lib/checks"],
  "lib/import-draft": ["lib/csv", "lib/mapping", "lib/checks", "lib/api-contract"],
  "lib/family": ["lib/api-contract"],
  "lib/reasons": [],
  "lib/wording": ["lib/api-contract", "lib/family"],
  "lib/recall": ["lib/mapping", "lib/api-contract"],
};

const browser = {
  "lib/csv-worker": ["lib/csv", "lib/workbook", "lib/mapping", "lib/checks", "lib/reasons", "lib/values"],
  "lib/api-client": ["lib/api-contract"],
  "lib/import-session": [
    "lib/csv-worker",
    "lib/api-client",
    "lib/import-draft",
    "lib/mapping",
    "lib/checks",
    "lib/csv",
    "lib/recall",
    "lib/reasons",
    "lib/wording",
    "lib/workbook",
    "lib/api-contract",
  ],
};

const server = {
  "lib/env": ["lib/api-contract"],
  "lib/log": [],
  "lib/database": ["lib/reasons", "lib/api-contract"],
  "lib/auth": ["lib/database", "lib/api-contract"],
  "lib/open-connectors": ["lib/api-contract"],
  "lib/uploads": ["lib/database", "lib/api-contract"],
  "lib/jobs": [
    "lib/database",
    "lib/uploads",
    "lib/open-connectors",
    "lib/csv",
    "lib/workbook",
    "lib/mapping",
    "lib/family",
    "lib/reasons",
    "lib/api-contract",
  ],
  "lib/connections": ["lib/database", "lib/open-connectors", "lib/api-contract"],
  "lib/probe": [
    "lib/env",
    "lib/database",
    "lib/connections",
    "lib/open-connectors",
    "lib/api-contract",
    "lib/wording",
  ],
  "lib/layouts": ["lib/database", "lib/api-contract"],
  "lib/drafts": ["lib/database", "lib/log", "lib/api-contract"],
  "lib/read-back": ["lib/database", "lib/uploads", "lib/jobs", "lib/open-connectors", "lib/api-contract"],
  "lib/retention": ["lib/database", "lib/uploads", "lib/jobs"],
  "lib/evidence": ["lib/database", "lib/jobs", "lib/csv", "lib/api-contract"],
  "lib/reports": ["lib/database", "lib/jobs", "lib/family", "lib/workbook", "lib/api-contract"],
  "lib/already-sent": ["lib/database", "lib/uploads", "lib/jobs", "lib/csv", "lib/api-contract"],
  "lib/refusals": [
    "lib/database",
    "lib/uploads",
    "lib/jobs",
    "lib/csv",
    "lib/checks",
    "lib/reasons",
    "lib/api-contract",
  ],
  "lib/notices": ["lib/env", "lib/log", "lib/database", "lib/jobs", "lib/api-contract", "lib/wording"],
  "lib/live": ["lib/log", "lib/jobs", "lib/api-contract"],
  "lib/services": [
    "lib/live",
    "lib/notices",
    "lib/env",
    "lib/log",
    "lib/database",
    "lib/auth",
    "lib/open-connectors",
    "lib/connections",
    "lib/probe",
    "lib/uploads",
    "lib/jobs",
    "lib/layouts",
    "lib/drafts",
    "lib/already-sent",
    "lib/refusals",
    "lib/reports",
    "lib/evidence",
    "lib/read-back",
    "lib/retention",
  ],
  "lib/api-server": [
    "lib/services",
    "lib/env",
    "lib/log",
    "lib/database",
    "lib/auth",
    "lib/open-connectors",
    "lib/probe",
    "lib/uploads",
    "lib/jobs",
    "lib/layouts",
    "lib/drafts",
    "lib/api-contract",
  ],
};

const features = {
  "components/ui": [],
  "components/account-line": ["components/ui", "lib/family", "lib/api-contract"],
  "components/app-shell": ["components/ui", "lib/api-client", "lib/api-contract", "lib/wording"],
  "components/reports": ["components/ui", "lib/api-client", "lib/api-contract", "lib/wording"],
  "components/connections": ["components/ui", "lib/api-client", "lib/api-contract", "lib/wording"],
  "components/connection-picker": [
    "components/connections",
    "components/ui",
    "lib/api-client",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/layouts": ["components/ui", "lib/api-client", "lib/api-contract", "lib/csv", "lib/wording"],
  "components/unfinished": ["components/ui", "lib/api-client", "lib/api-contract", "lib/wording"],
  "components/dropzone": ["components/ui", "lib/csv"],
  "components/file-receipt": ["components/ui", "lib/csv", "lib/wording"],
  "components/mapping-board": [
    "components/ui",
    "lib/checks",
    "lib/mapping",
    "lib/values",
    "lib/csv",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/check-grid": [
    "components/ui",
    "lib/csv-worker",
    "lib/checks",
    "lib/mapping",
    "lib/csv",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/send-summary": ["components/ui", "components/account-line", "lib/api-contract", "lib/wording"],
  "components/job-table": [
    "components/ui",
    "components/account-line",
    "lib/family",
    "lib/api-client",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/overview": [
    "components/ui",
    "components/account-line",
    "lib/api-client",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/job-detail": [
    "components/ui",
    "components/account-line",
    "lib/csv",
    "lib/reasons",
    "lib/family",
    "lib/api-client",
    "lib/api-contract",
    "lib/wording",
  ],
  "components/people": ["components/ui", "lib/api-client", "lib/api-contract"],
  "components/sign-in": ["components/ui", "lib/api-client", "lib/api-contract"],
};

const doors = {
  // app is the only place where rooms meet; it still may not reach behind services into the database.
  app: [
    ...Object.keys(features),
    ...Object.keys(pure),
    ...Object.keys(browser),
    "lib/env",
    "lib/auth",
    "lib/open-connectors",
    "lib/connections",
    "lib/probe",
    "lib/uploads",
    "lib/jobs",
    "lib/layouts",
    "lib/drafts",
    "lib/live",
    "lib/services",
    "lib/api-server",
  ],
  proxy: ["lib/env"],
  instrumentation: ["lib/env", "lib/log", "lib/services", "lib/api-server"],
  sandbox: [],
  e2e: [],
  // The fault tests stand outside like the journeys, whose fixtures they share, and own a PostgreSQL of the scripts.
  faults: ["e2e", "scripts"],
  // The suggestion of fields is measured against the fields the stand-in knows; a file goes through the page as a journey does.
  bench: [
    "faults",
    "e2e",
    ...Object.keys(pure),
    ...Object.keys(browser),
    ...Object.keys(server),
    "sandbox",
    "scripts",
  ],
  // reset-password and probe run commands of the program; read looks into a file with its reader and what unpacks files.
  scripts: ["lib/auth", "lib/probe", "lib/csv", "lib/csv-worker", "lib/workbook"],
};

const rooms = { ...pure, ...browser, ...server, ...features, ...doors };
const names = Object.keys(rooms);
const escaped = (name) => name.replaceAll("/", "\\/");
/** A room with one source file is a file; with its second it becomes a folder. Its tests belong to it. */
const pathOf = (name) => `^${escaped(name)}(?:\\/|[.-])`;
const folderOf = (name) => `^${escaped(name)}(?:\\/|\\.[a-z.]+$)`;
const at = (name) => (name === "instrumentation" ? pathOf(name) : folderOf(name));
/** A bench is what several tests share. */
const isBench = "-bench\\.tsx?$";
const isTest = `\\.(test|dom\\.test|contract)\\.tsx?$|${isBench}`;

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-room-without-a-row",
      comment: "A new room needs a row in the table of .dependency-cruiser.cjs.",
      severity: "error",
      from: {},
      to: { path: "^(app|components|lib|sandbox|e2e|faults|bench|scripts)\\/", pathNot: names.map(at) },
    },
    {
      name: "no-file-outside-the-rooms",
      severity: "error",
      from: { path: "^(components|lib)\\/", pathNot: names.map(at) },
      to: {},
    },
    ...names.map((name) => ({
      name: `walls-of-${name.replaceAll("/", "-")}`,
      severity: "error",
      // Tests may reach for the real parts they run against.
      from: { path: at(name), pathNot: isTest },
      to: {
        path: "^(app|components|lib|sandbox|e2e|faults|bench|scripts|proxy|instrumentation)",
        pathNot: [at(name), ...rooms[name].map(at)],
      },
    })),
    {
      name: "pure-rooms-know-no-platform",
      comment: "Both sides import these: no DOM, no Node, no clock, no network.",
      severity: "error",
      from: { path: Object.keys(pure).map(at), pathNot: isTest },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "browser-imports-no-node",
      severity: "error",
      from: { path: [...Object.keys(browser), ...Object.keys(features)].map(at), pathNot: isTest },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "benches-are-for-tests",
      severity: "error",
      from: {
        path: "^(app|components|lib)\\/",
        pathNot: [isTest, "\\/(bench-of-each-test|engine-process)\\.ts$"],
      },
      to: { path: isBench },
    },
    {
      name: "stand-ins-share-no-code",
      comment: "A stand-in that shares our parser agrees with our mistakes.",
      severity: "error",
      from: { path: "^(sandbox|e2e|faults)\\/" },
      to: { path: "^(app|components|lib)\\/" },
    },
    {
      name: "stand-ins-need-no-script",
      severity: "error",
      from: { path: "^(sandbox|e2e)\\/" },
      to: { path: "^scripts\\/" },
    },
  ],
  required: [
    {
      name: "server-files-say-server-only",
      severity: "error",
      module: { path: Object.keys(server).map(at), pathNot: isTest },
      to: { path: "server-only" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    exclude: { path: "^(\\.next|data)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
