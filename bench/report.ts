import type { Results } from "./measure";

export interface Measured extends Results {
  title: string;
  megabytes: number;
}

/** A table in Markdown: times, rates and the ratios that count. */
export function tableOf({ title, megabytes, medians, wrong }: Measured): string {
  const {
    "File.stream() unread": raw = 0,
    "File.stream() and TextDecoder": text = 0,
    PapaParse: papa = 0,
  } = medians;
  const lines = Object.entries(medians).map(([reader, time]) =>
    [
      "",
      wrong[reader] === undefined ? reader : `${reader} (wrong)`,
      Math.round(time),
      Math.round((megabytes / time) * 1000),
      (papa / time).toFixed(1),
      (text / time).toFixed(2),
      `${Math.round((raw / time) * 100)} %`,
      "",
    ]
      .join(" | ")
      .trim(),
  );
  return [
    `### ${title} (${Math.round(megabytes)} MB)`,
    "",
    "| reader | median ms | MB/s | times PapaParse | times TextDecoder | of the bytes unread |",
    "|---|---:|---:|---:|---:|---:|",
    ...lines,
    "",
    ...Object.entries(wrong).map(([reader, answer]) => `${reader} answers wrongly: ${answer}\n`),
  ].join("\n");
}

const barHeight = 18;
const nameWidth = 230;
const barWidth = 430;

/** Bars of the rate of each reader, a group a file, as SVG. */
export function plotOf(results: readonly Measured[]): string {
  const fastest = Math.max(...results.flatMap((each) => rates(each).map(([, rate]) => rate)));
  let y = 0;
  const parts = results.flatMap((each) => {
    y += barHeight * 2;
    const title = `<text x="0" y="${y}" font-weight="600">${each.title}</text>`;
    const bars = rates(each).map(([reader, rate]) => {
      y += barHeight;
      const length = Math.max(1, Math.round((rate / fastest) * barWidth));
      const fill = reader === "hubload" ? "#0b6e4f" : "#9aa5b1";
      return [
        `<text x="0" y="${y + 12}">${reader}</text>`,
        `<rect x="${nameWidth}" y="${y + 2}" width="${length}" height="${barHeight - 5}" fill="${fill}"/>`,
        `<text x="${nameWidth + length + 6}" y="${y + 12}">${Math.round(rate)}</text>`,
      ].join("");
    });
    return [title, ...bars];
  });
  const width = nameWidth + barWidth + 60;
  const style = "text{font:12px system-ui,sans-serif;fill:#52606d}";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + barHeight * 2}" role="img" aria-label="Megabytes a second of each reader">`,
    `<style>${style}</style><text x="0" y="14">Megabytes a second</text>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function rates({ medians, megabytes }: Measured): [reader: string, rate: number][] {
  return Object.entries(medians).map(([reader, time]) => [reader, (megabytes / time) * 1000]);
}

const begin = "<!-- figures: npm run bench -- --write -->";
const end = "<!-- end of figures -->";

/** The page with these figures in the place of those before. */
export function withFigures(page: string, figures: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to === -1) throw new Error("docs/performance.md has lost the marks around its figures");
  return `${page.slice(0, from + begin.length)}\n\n${figures}\n${page.slice(to)}`;
}
