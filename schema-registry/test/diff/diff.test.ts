import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { diffSupergraphs } from '../../diff/diff-supergraphs.ts';
import { RULES } from '../../diff/rules.ts';
import { caseNames, expectedOf, inShort, versionOf } from './case.ts';

describe('a change and what it is to clients', () => {
  test.each(caseNames())('%s', (name) => {
    const [before, after] = [versionOf(name, 'before.graphql'), versionOf(name, 'after.graphql')];
    expect(diffSupergraphs(before, after).map(inShort).sort()).toEqual(expectedOf(name).sort());
    expect(diffSupergraphs(before, before)).toEqual([]);
  });
});

describe('the rules', () => {
  const found = new Set(caseNames().flatMap((name) => expectedOf(name).map((line) => line.split(' ')[1])));

  test.each(RULES.map(({ id }) => id))('%s has a case', (id) => {
    expect(found).toContain(id);
  });

  const documented = readFileSync(join(import.meta.dirname, '../../../docs/schema-rules.md'), 'utf8');

  test.each(RULES)(
    '$id is documented, with severity, reason and remedy',
    ({ id, severity, why, fix = '' }) => {
      expect(documented).toContain(`| \`${id}\` | ${severity} | ${why} | ${fix} |`);
    },
  );
});
