import { LaunchError } from "./launch-error.mjs";

const oldest = [20, 19];

/**
 * @param {string} [version] as in process.versions.node
 * @returns {string | null} advice worth a line
 * @throws {LaunchError} when this Node cannot run the program
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new LaunchError(
      `Hubload needs Node ${oldest.join(".")} or later, and this is Node ${version}. Node 24 is recommended.`,
    );
  }
  return major < 22
    ? `Node ${version} works, but gets no security fixes any more: Node 24 is recommended.`
    : null;
}
