import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

/** Each rule with an import that breaks it; packages are written as `npm:name`, Node's modules as `node:name`. */
const FORBIDDEN: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['platform-imports-nobody', 'platform/kernel/a.ts', 'gateway/b.ts'],
  ['platform-imports-nobody', 'platform/bus/a.ts', 'subgraphs/ledger/contract/events.ts'],
  ['subgraph-to-contract-only', 'subgraphs/payments/storage/a.ts', 'subgraphs/ledger/storage/b.ts'],
  ['subgraph-to-contract-only', 'subgraphs/payments/compose.ts', 'gateway/c.ts'],
  ['domain-is-pure', 'subgraphs/ledger/domain/a.ts', 'subgraphs/ledger/storage/c.ts'],
  ['domain-is-pure', 'subgraphs/ledger/domain/b.ts', 'platform/tenancy/database.ts'],
  ['domain-imports-no-package', 'subgraphs/ledger/domain/c.ts', 'npm:pg'],
  ['domain-imports-no-node', 'subgraphs/ledger/domain/d.ts', 'node:fs'],
  ['subgraph-contract', 'subgraphs/ledger/contract/a.ts', 'subgraphs/ledger/domain/e.ts'],
  ['subgraph-storage', 'subgraphs/ledger/storage/d.ts', 'subgraphs/ledger/use-cases/a.ts'],
  ['subgraph-read-models', 'subgraphs/ledger/read-models/a.ts', 'subgraphs/ledger/use-cases/b.ts'],
  ['subgraph-providers', 'subgraphs/payments/providers/a.ts', 'subgraphs/payments/storage/b.ts'],
  ['subgraph-use-cases', 'subgraphs/ledger/use-cases/c.ts', 'subgraphs/ledger/resolvers/a.ts'],
  ['subgraph-consumers', 'subgraphs/ledger/consumers/a.ts', 'subgraphs/ledger/resolvers/b.ts'],
  ['subgraph-resolvers', 'subgraphs/ledger/resolvers/c.ts', 'subgraphs/ledger/storage/e.ts'],
  ['gateway-to-platform-only', 'gateway/a.ts', 'subgraphs/ledger/contract/events.ts'],
  ['gateway-to-platform-only', 'gateway/d.ts', 'schema-registry/b.ts'],
  ['registry-to-contracts-only', 'schema-registry/a.ts', 'subgraphs/ledger/domain/f.ts'],
  ['clients-import-no-server', 'clients/typescript/a.ts', 'platform/kernel/money.ts'],
  ['no-tests-in-product', 'platform/outbox/a.ts', 'platform/testing/postgres.ts'],
  ['no-development-package', 'gateway/e.ts', 'npm:jest'],
  ['no-unlisted-package', 'gateway/f.ts', 'npm:left-pad'],
  ['no-unresolvable', 'gateway/g.ts', 'npm:nowhere'],
  ['no-cycles', 'gateway/cycle/a.ts', 'gateway/cycle/b.ts'],
];

/** A cycle needs its other half, and is reported once. */
const WAY_BACK = ['gateway/cycle/b.ts', 'gateway/cycle/a.ts'] as const;

const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['subgraphs/payments/consumers/allowed.ts', 'subgraphs/ledger/contract/events.ts'],
  ['subgraphs/payments/domain/allowed.ts', 'platform/event-store/decider.ts'],
  ['subgraphs/payments/domain/a.test.ts', 'platform/testing/postgres.ts'],
  ['schema-registry/allowed.ts', 'subgraphs/ledger/contract/events.ts'],
  ['gateway/allowed.ts', 'npm:pg'],
];

const PACKAGES = { pg: 'dependencies', jest: 'devDependencies', 'left-pad': undefined } as const;

/** Files whose only content is one import each, in a folder laid out like the repository. */
function writeTree(root: string, imports: readonly (readonly [from: string, to: string])[]): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [, to] of imports) if (!to.includes(':')) write(to, 'export {};\n');
  for (const [from, to] of imports) {
    const local = relative(dirname(from), to);
    const specifier = to.startsWith('npm:') ? to.slice(4) : to.includes(':') ? to : `./${local}`;
    write(from, `import '${specifier}';\n`);
  }
  for (const name of Object.keys(PACKAGES)) write(`node_modules/${name}/index.js`, '');
  const listed = (kind: string) =>
    Object.fromEntries(
      Object.entries(PACKAGES).flatMap(([name, of]) => (of === kind ? [[name, '1.0.0']] : [])),
    );
  const manifest = { dependencies: listed('dependencies'), devDependencies: listed('devDependencies') };
  write('package.json', JSON.stringify(manifest));
  write('platform/kernel/orphan.ts', 'export {};\n');
}

describe('the import rules', () => {
  const root = mkdtempSync(join(tmpdir(), 'import-rules-'));
  let violations: ICruiseResult['summary']['violations'] = [];

  beforeAll(async () => {
    writeTree(root, [...FORBIDDEN.map(([, from, to]) => [from, to] as const), WAY_BACK, ...ALLOWED]);
    const { output } = await cruise(['.'], {
      ...rules.options,
      tsConfig: undefined,
      ruleSet: { forbidden: rules.forbidden },
      validate: true,
      baseDir: root,
    });
    violations = (output as ICruiseResult).summary.violations;
  });

  afterAll(() => rmSync(root, { recursive: true }));

  const rulesBrokenBy = (from: string): string[] =>
    violations.filter((violation) => violation.from === from).map(({ rule }) => rule.name);

  test.each(FORBIDDEN)('%s: %s may not import %s', (rule, from) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  test('no-orphans: a file that nobody imports is found', () => {
    expect(rulesBrokenBy('platform/kernel/orphan.ts')).toEqual(['no-orphans']);
  });

  test.each(ALLOWED)('%s may import %s', (from) => {
    expect(rulesBrokenBy(from)).toEqual([]);
  });

  test('every rule has a violation here', () => {
    const tried = new Set(['no-orphans', ...FORBIDDEN.map(([rule]) => rule)]);
    expect(rules.forbidden?.map(({ name }) => name).filter((name) => !tried.has(name ?? ''))).toEqual([]);
  });
});
