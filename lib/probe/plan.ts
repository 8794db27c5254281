import "server-only";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import { chooseObject } from "./choose-object";
import { createFiles, type ProbeFile, type Subject } from "./probe-file";

export interface ProbeRequest {
  connectionId: string;
  /** Marked as a test system by an administrator. One that nobody has marked is live. */
  isTest: boolean;
  /** What the administrator typed to allow writing on a live connection. */
  typedName?: string | undefined;
  /** What the connection is called here, when that is another name than the upstream's. */
  name?: string | undefined;
  /** An object the administrator prefers. */
  objectName?: string | undefined;
}

/** What a run will do, said before it does anything. */
export interface ProbePlan {
  connection: { id: string; name: string };
  /** What has to be typed before anything is created on a live connection: the company's name, else the connection's. */
  nameToType: string;
  /** In whole sentences, for whoever is to agree to it. */
  says: string[];
  /** `null`: it only reads. */
  creates: { subject: Subject; files: ProbeFile[]; records: number; bulkJobs: number; mark: string } | null;
}

/** Plans a run; only safe calls. @throws UpstreamError */
export async function makePlan(
  openConnectors: Pick<OpenConnectors, "connection" | "facts" | "objects" | "fields" | "operations">,
  request: ProbeRequest,
): Promise<ProbePlan> {
  const { id, name: listedName } = await openConnectors.connection(request.connectionId);
  const name = request.name ?? listedName;
  const { company } = await openConnectors.facts(id);
  const nameToType = company ?? name;
  const plan = { connection: { id, name }, nameToType };
  const where = company === null ? `“${name}”` : `“${name}” (${company})`;
  if (!request.isTest && !isSame(request.typedName, nameToType))
    return {
      ...plan,
      creates: null,
      says: [
        `${where} is live: the probe only reads the bulk jobs that are there already, and creates nothing.`,
        `To let it create and delete records there, type “${nameToType}”.`,
      ],
    };
  const subject = await chooseObject(openConnectors, id, request.objectName);
  if (!subject)
    return {
      ...plan,
      creates: null,
      says: [
        `${where} has no object that records can be created in by text alone and deleted again, so the probe only reads and creates nothing.`,
      ],
    };
  const files = createFiles(subject);
  const records = files.reduce((sum, file) => sum + file.records.length, 0);
  return {
    ...plan,
    creates: { subject, files, records, bulkJobs: files.length, mark: marksOf(files) },
    says: [
      `In ${where} the probe uploads ${files.length} files with ${records} records of “${subject.objectName}” together; one of them is meant to be refused.`,
      `It fills ${[subject.required, ...subject.others, subject.text].map(({ path }) => `“${path}”`).join(", ")}, with values that begin with “${marksOf(files)}”.`,
      `It deletes these records at the end, and names those that it cannot delete. The ${files.length} bulk jobs stay in the list of Open Connectors.`,
    ],
  };
}

const isSame = (typed: string | undefined, wanted: string) =>
  typed !== undefined && typed.trim().toLowerCase() === wanted.trim().toLowerCase();

/** What all marks of a run begin with. */
function marksOf(files: readonly ProbeFile[]): string {
  const [first] = files.flatMap(({ records }) => records);
  return [...(first?.values() ?? [])].at(-1)?.slice(0, 7) ?? "";
}
