import type { Rule } from 'platform/limiter/rule';
import type { Periods } from './periods.ts';
import type { Ask } from './port.ts';
import { ALGORITHM_NUMBERS } from './states.ts';

/** What one caller wants decided. */
export interface Call {
  readonly asks: readonly Ask[];
  /** Nothing is taken. */
  readonly peek: boolean;
}

/** Calls of one tenant as a store takes them: numbers in rows. What is counted from is 0. */
export interface Batch {
  readonly keys: readonly string[];
  /** Of each rule: algorithm, limit, periodMs (calendar: rollover), burst, its first and its last period in `periods`. */
  readonly rules: readonly number[];
  readonly periods: readonly number[];
  /** Of each call: how many asks, whether it is a peek. */
  readonly calls: readonly number[];
  /** Of each ask, call by call: key, rule, quantity, whether it is forced. */
  readonly asks: readonly number[];
}

/** In the place of an algorithm's number. */
export const OTHER_PERIODS = 0;

/** What a store made of a call. */
export interface Outcome {
  readonly result: 'allowed' | 'refused' | 'other periods';
  /**
   * For each ask what is kept now (`readState`); of one whose periods do not fit OTHER_PERIODS, and when they must begin,
   * if not now.
   */
  readonly states: readonly (readonly number[])[];
}

/** `periodsOf`: for asks of a calendar. */
export function batchOf(calls: readonly Call[], periodsOf: (ask: Ask) => Periods): Batch {
  const keys = new Map<string, number>();
  const tables = new Map<Periods, number>();
  const rows = new Map<Rule | Ask, number>();
  const [rules, periods, asks]: [number[], number[], number[]] = [[], [], []];

  function placeOf(table: Periods): readonly [first: number, last: number] {
    const first = numbered(tables, table, periods.length);
    if (first === periods.length) periods.push(...table);
    return [first, first + table.length - 1];
  }

  for (const call of calls) {
    for (const ask of call.asks) {
      // Two asks of one calendar may be of different periods.
      const row = numbered(rows, ask.rule.algorithm === 'calendarQuota' ? ask : ask.rule, rows.size);
      if (row * RULE_COLUMNS === rules.length) rules.push(...rowOf(ask.rule, () => placeOf(periodsOf(ask))));
      asks.push(numbered(keys, ask.key, keys.size), row, ask.quantity, ask.forced ? 1 : 0);
    }
  }
  const callRows = calls.flatMap((call) => [call.asks.length, call.peek ? 1 : 0]);
  return { keys: [...keys.keys()], rules, periods, calls: callRows, asks };
}

const RULE_COLUMNS = 6;

/** What it was given before, else what it is given now. */
function numbered<Key>(numbers: Map<Key, number>, key: Key, next: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, next);
  return next;
}

function rowOf(rule: Rule, place: () => readonly [number, number]): readonly number[] {
  const algorithm = ALGORITHM_NUMBERS[rule.algorithm];
  if (rule.algorithm === 'calendarQuota') return [algorithm, rule.limit, rule.rollover ?? 0, 0, ...place()];
  return [algorithm, rule.limit, rule.periodMs, 'burst' in rule ? rule.burst : 0, 0, 0];
}
