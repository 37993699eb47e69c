import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from 'platform/kernel/json';
import { checkEventSchemas } from '../check-event-schemas.ts';
import { COMPATIBILITY_MODES, type CompatibilityMode } from '../compatibility-mode.ts';
import { lineFinder } from '../line-finder.ts';
import { MODE_CASES } from './mode-cases.ts';

const TYPE = 'books.book.sold.v1';

const check = (versions: readonly JsonObject[], mode: CompatibilityMode, type = TYPE) => {
  const current = versions.at(-1) as JsonObject;
  return checkEventSchemas({
    published: new Map([[TYPE, versions.slice(0, -1)]]),
    current: [
      { type: TYPE, schema: (versions.at(-2) as JsonObject) ?? current, file: 'sold.json' },
      ...(type === TYPE ? [] : [{ type, schema: current }]),
    ].map((event) => (event.type === type ? { ...event, schema: current } : event)),
    modes: { default: mode, subjects: {} },
  });
};

describe.each(COMPATIBILITY_MODES)('%s', (mode) => {
  const forbidden = MODE_CASES.filter(({ fails }) => fails.includes(mode));
  const allowed = MODE_CASES.filter(({ fails }) => !fails.includes(mode));

  test.each(allowed.map(({ name, versions }) => [name, versions] as const))('allows: %s', (_, versions) => {
    expect(check(versions, mode)).toEqual([]);
  });

  if (mode === 'NONE') return;
  test.each(forbidden.map(({ name, versions }) => [name, versions] as const))(
    'forbids: %s',
    (_, versions) => {
      expect(check(versions, mode)).toContainEqual(expect.objectContaining({ severity: 'breaking' }));
    },
  );
});

test('the table has six cases that each mode forbids and six that it allows', () => {
  for (const mode of COMPATIBILITY_MODES.filter((name) => name !== 'NONE')) {
    const forbidden = MODE_CASES.filter(({ fails }) => fails.includes(mode)).length;
    expect(Math.min(forbidden, MODE_CASES.length - forbidden)).toBeGreaterThanOrEqual(6);
  }
});

const CLOSED = { type: 'object', additionalProperties: false } as const;
const BEFORE = {
  ...CLOSED,
  properties: { id: { type: 'string' }, state: { enum: ['A', 'B'] } },
  required: ['id'],
};
const AFTER = { ...CLOSED, properties: { id: { type: 'string' }, state: { enum: ['A'] } }, required: ['id'] };

describe('a finding', () => {
  test('names the type, the place, the reason and the way out', () => {
    const text = JSON.stringify(AFTER, null, 2);
    const found = checkEventSchemas({
      published: new Map([[TYPE, [BEFORE]]]),
      current: [{ type: TYPE, schema: AFTER, file: 'events/sold.json', lineOf: lineFinder(text) }],
      modes: { default: 'BACKWARD', subjects: {} },
    });
    expect(found).toEqual([
      {
        rule: 'event/enum',
        severity: 'breaking',
        coordinate: `${TYPE}#/properties/state/enum`,
        message:
          'BACKWARD: the new schema cannot read what version 1 wrote: "B" may be written, and it must be equal to one ' +
          'of the allowed values',
        file: 'events/sold.json',
        line: text.split('\n').findIndex((line) => line.includes('"enum"')) + 1,
        fix: 'publish it as a new major version, books.book.sold.v2, or make the change compatible',
      },
    ]);
  });

  test('is told once, of the newest version it holds for', () => {
    expect(check([BEFORE, BEFORE, AFTER], 'BACKWARD_TRANSITIVE')).toMatchObject([
      { message: expect.stringContaining('version 2') },
    ]);
  });
});

describe('subjects', () => {
  test('a new major version is a new one', () => {
    expect(check([BEFORE, AFTER], 'FULL_TRANSITIVE', 'books.book.sold.v2')).toEqual([]);
  });

  test('may have a mode of their own', () => {
    const found = checkEventSchemas({
      published: new Map([[TYPE, [BEFORE]]]),
      current: [{ type: TYPE, schema: AFTER }],
      modes: { default: 'FULL', subjects: { [TYPE]: 'FORWARD' } },
    });
    expect(found).toEqual([]);
  });

  const removed = (mode: CompatibilityMode) =>
    checkEventSchemas({
      published: new Map([[TYPE, [BEFORE]]]),
      current: [{ type: 'books.book.sold.v2', schema: AFTER }],
      modes: { default: 'BACKWARD', subjects: { [TYPE]: mode } },
    }).map(({ rule, coordinate }) => [rule, coordinate]);

  test('that are published cannot be removed', () => {
    expect(removed('BACKWARD')).toEqual([['event/removed', TYPE]]);
  });

  test('that nothing reads any more can: their mode is NONE', () => {
    expect(removed('NONE')).toEqual([]);
  });

  test('stay on their topic', () => {
    const on = (topic: string) => ({ ...BEFORE, 'x-topic': topic });
    expect(check([on('a.v1'), on('b.v1')], 'BACKWARD').map(({ rule }) => rule)).toEqual([
      'event/topic-changed',
    ]);
  });
});
