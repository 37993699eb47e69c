import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { suites } from './suites.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');

test('README.md says of every supergraph what it is about', () => {
  const listed = readme.split('\n').filter((line) => line.startsWith('- `'));
  expect(listed).toEqual(suites.map(([name, { about }]) => `- \`${name}\`: ${about}`).sort());
});

test('README.md lists every case that plain @apollo/gateway answers differently, and why', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const expected = suites.flatMap(([name, { cases }]) =>
    cases.flatMap((one) => (one.stock ? [`| \`${name}\` | ${one.name} | ${one.stock} |`] : [])),
  );
  expect(rows.sort()).toEqual(expected.sort());
});
