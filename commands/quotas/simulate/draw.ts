import type { Decided, Outcome } from './replay.ts';

/** Rows of the bars. */
const HEIGHT = 8;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';
const REFUSED = '░';
/** Left of the bars. */
const LABEL_CHARS = 10;

/** What happened in a column of the drawing. */
interface Column {
  admitted: number;
  refused: number;
  /** The least that any subject had left; undefined: nobody asked. */
  remaining: number | undefined;
}

/** Quantities over time as bars, admitted below refused, and below them the least that was left. */
export function drawing({ decisions, capacity }: Outcome, width: number): string[] {
  const columns = columnsOf(decisions, width - LABEL_CHARS);
  const most = Math.max(1, ...columns.map(({ admitted, refused }) => admitted + refused));
  const rows = Array.from({ length: HEIGHT }, (_, row) => HEIGHT - 1 - row).map((row) => {
    const label = row === HEIGHT - 1 ? most.toLocaleString('en') : '';
    return line(label, columns.map((column) => cell(column, row, most)).join(''));
  });
  const left = columns.map(({ remaining }) => (remaining === undefined ? ' ' : eighth(remaining, capacity)));
  return [...rows, line('left', left.join('')), line('', timeline(decisions, columns.length))];
}

const line = (label: string, text: string): string =>
  `${label.slice(0, LABEL_CHARS - 1).padStart(LABEL_CHARS - 1)} ${text}`.trimEnd();

function columnsOf(decisions: readonly Decided[], count: number): readonly Column[] {
  const first = decisions[0]?.atMs ?? 0;
  const lengthMs = Math.max(1, ((decisions.at(-1)?.atMs ?? 0) - first + 1) / count);
  const columns = Array.from(
    { length: count },
    (): Column => ({ admitted: 0, refused: 0, remaining: undefined }),
  );
  for (const { atMs, allowed, quantity, remaining } of decisions) {
    const column = columns[Math.floor((atMs - first) / lengthMs)];
    if (!column) continue;
    column[allowed ? 'admitted' : 'refused'] += quantity;
    column.remaining = Math.min(column.remaining ?? remaining, remaining);
  }
  return columns;
}

/** One character of a bar: `row` counts from below. */
function cell({ admitted, refused }: Column, row: number, most: number): string {
  const rowsOf = (quantity: number): number => (quantity / most) * HEIGHT;
  if (rowsOf(admitted) >= row + 1) return '█';
  if (rowsOf(admitted) > row && refused === 0) return eighth(rowsOf(admitted) - row, 1);
  return rowsOf(admitted + refused) > row ? REFUSED : ' ';
}

/** What is there at all shows. */
function eighth(value: number, most: number): string {
  const eighths = Math.round((Math.max(0, value) / most) * 8);
  return EIGHTHS[value > 0 ? Math.max(1, eighths) : 0] ?? '█';
}

const TIME_CHARS = 19;

/** When it begins, and where there is room when it ends. */
function timeline(decisions: readonly Decided[], width: number): string {
  const timeOf = (decided: Decided | undefined): string =>
    decided ? new Date(decided.atMs).toISOString().slice(0, TIME_CHARS) : '';
  const end = width > 2 * TIME_CHARS ? timeOf(decisions.at(-1)).padStart(width - TIME_CHARS) : '';
  return `${timeOf(decisions[0])}${end}`;
}
