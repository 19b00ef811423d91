// Prints tables in Markdown, aligned so that they also read well in a terminal.

/** A column of nothing is a column. */
const leastWidth = 3;

/** `rows` of cells (text); the first column is left-aligned, the others right-aligned. */
export function table(head, rows) {
  const widths = head.map((_, column) =>
    Math.max(leastWidth, ...[head, ...rows].map((row) => row[column].length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export const count = (value) => Math.round(value).toLocaleString('en-US');
export const decimals = (value, digits) => value.toFixed(digits);
export const verdict = (met) => (met ? 'yes' : 'NO');

/** Cells of one load measurement. */
export const loadHead = (label) => [`${label}: req/s`, 'p50 ms', 'p99 ms'];
export const loadCells = ({ perSecond, p50, p99 }) => [count(perSecond), decimals(p50, 2), decimals(p99, 2)];
