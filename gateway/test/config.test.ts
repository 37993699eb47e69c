import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from 'platform/config/config';
import { jsonSchemaOf } from 'platform/config/json-schema';
import { redacted } from 'platform/config/redacted';
import { configKeys, configReference } from 'platform/config/reference';
import { stringify } from 'yaml';
import { gatewayConfig, subgraphSettings } from '../config.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a YAML text as the gateway does. */
function load(text: string, env: Record<string, string> = {}) {
  const file = join(folder, 'gateway.yaml');
  writeFileSync(file, text);
  return loadConfig(gatewayConfig, { file, env });
}

/** Every variable is set. */
const filled = new Proxy({}, { get: () => 'a-value-that-is-long-enough' });

const groups = Object.entries(jsonSchemaOf(gatewayConfig).properties ?? {});

describe('every key is documented where it is declared', () => {
  test.each(configKeys(gatewayConfig).map((key) => [key.path, key] as const))('%s', (_path, key) => {
    expect(key.description).toMatch(/\.$/);
  });
});

describe('every group has a description and an example that is valid', () => {
  const composite = groups.filter(([, { type }]) => type !== 'boolean');
  test.each(composite)('%s', (name, { description, examples = [] }) => {
    expect(description).toMatch(/\.$/);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) load(stringify({ [name]: example }), filled);
  });
});

test('the documentation names every key', () => {
  const text = configReference(gatewayConfig);
  for (const { path } of configKeys(gatewayConfig)) expect(text).toContain(`\`${path}\``);
});

test('the README shows a valid configuration', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  load(readme.match(/```yaml\n([\s\S]*?)```/)?.[1] ?? 'nothing: there');
});

test('what is printed has no secrets', () => {
  const config = gatewayConfig.parse({
    live: { cursorSecrets: ['a secret of 16 characters'] },
    headers: [{ insert: 'x-api-key', value: 'hidden' }],
  });
  const shown = stringify(redacted(gatewayConfig, config));
  expect(shown).toContain('x-api-key');
  expect(shown).not.toMatch(/secret of 16|hidden/);
});

test('without a file all defaults hold', () => {
  expect(gatewayConfig.parse({})).toMatchObject({
    introspection: true,
    graphiql: true,
    headers: [],
    subgraphs: {},
  });
});

test('a subgraph overrides single settings of those for all', () => {
  const config = gatewayConfig.parse({
    trafficShaping: { all: { timeoutMs: 1_000, retry: { attempts: 3 } } },
    subgraphs: { a: { timeoutMs: 2_000, retry: { backoffMs: 5 } } },
  });
  expect(subgraphSettings(config, 'a')).toMatchObject({
    timeoutMs: 2_000,
    retry: { attempts: 3, backoffMs: 5 },
  });
  expect(subgraphSettings(config, 'b')).toMatchObject({
    timeoutMs: 1_000,
    retry: { attempts: 3, backoffMs: 50 },
  });
});

test.each([
  ['an unknown key of a subgraph', { subgraphs: { a: { retry: { atempts: 1 } } } }],
  ['an unknown key', { limts: {} }],
  ['a header name with capitals', { headers: [{ propagate: 'X-Tenant' }] }],
  ['a header of one message passed on', { responseHeaders: [{ propagate: 'content-length' }] }],
  ['a subgraph that is not reached over HTTP', { subgraphs: { a: { url: 'ftp://x' } } }],
  ['a limit of zero', { limits: { depth: 0 } }],
  ['a timeout that no timer holds', { limits: { requestTimeoutMs: 2 ** 31 } }],
  ['a budget that cannot hold the maximum cost', { budget: { actor: { burst: 9_999, perSecond: 1 } } }],
  ['a proxy that is no address', { trustedProxies: ['proxy.example'] }],
  ['a short cursor secret', { live: { cursorSecrets: ['short'] } }],
])('refuses %s', (_name, config) => {
  expect(gatewayConfig.safeParse(config).success).toBe(false);
});
