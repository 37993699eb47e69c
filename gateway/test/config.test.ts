import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { gatewayConfig, subgraphSettings } from '../config.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
const documented = parse(readme.match(/```yaml\n([\s\S]*?)```/)?.[1] ?? '');

test('the README shows a valid configuration with every key', () => {
  gatewayConfig.parse(documented);
  expect(Object.keys(documented).sort()).toEqual(Object.keys(gatewayConfig.shape).sort());
  const defaults = gatewayConfig.parse({});
  for (const key of ['limits', 'cost', 'supergraph', 'errors', 'authorisation'] as const)
    expect(documented[key]).toEqual(defaults[key]);
  const { url, ...settings } = documented.subgraphs.ledger;
  expect(settings).toEqual(subgraphSettings(defaults, 'any'));
});

test('without a file all defaults hold', () => {
  expect(gatewayConfig.parse({})).toMatchObject({
    introspection: true,
    graphiql: true,
    headers: [],
    subgraphs: {},
  });
});

test.each([
  ['an unknown key', { limts: {} }],
  ['a header name with capitals', { headers: [{ propagate: 'X-Tenant' }] }],
  ['a subgraph that is not reached over HTTP', { subgraphs: { a: { url: 'ftp://x' } } }],
  ['a limit of zero', { limits: { depth: 0 } }],
  ['a short cursor secret', { live: { cursorSecrets: ['short'] } }],
])('refuses %s', (_name, config) => {
  expect(gatewayConfig.safeParse(config).success).toBe(false);
});
