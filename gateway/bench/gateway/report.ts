import type { Comparison, Figures } from './compare.ts';
import { CONTENDERS, type ContenderName } from './servers/contenders.ts';

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

/** Others that the ratios of a table are to. */
const REFERENCES: readonly ContenderName[] = ['plain', 'hive', 'grafbase'];

/** A row for each contender: its figures, and its requests/s as a multiple of each reference's. */
export function comparisonTable({ workload, figures }: Comparison): string {
  const references = REFERENCES.filter((name) => figures[name]);
  const head = [
    workload.name,
    'requests/s',
    ...references.map((name) => `× ${name}`),
    ...['p50 ms', 'p99 ms', 'failures', 'CPU of the gateway', 'of subgraphs and load'],
  ];
  const row = (name: ContenderName, own: Figures) => [
    CONTENDERS[name].label,
    whole(own.perSecond),
    ...references.map((other) => (own.perSecond / (figures[other]?.perSecond ?? Number.NaN)).toFixed(2)),
    ...[ms(own.p50), ms(own.p99), whole(own.failures), percent(own.gatewayCpu), percent(own.otherCpu)],
  ];
  const rows = Object.entries(figures).map(([name, own]) => row(name as ContenderName, own));
  return table(head, rows);
}
