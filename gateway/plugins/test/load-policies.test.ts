import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { actorWith } from '../../test/federation.ts';
import { loadPolicies } from '../authorisation/load-policies.ts';

const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function load(text: string) {
  const file = join(folder, `policies-${files++}.mjs`);
  writeFileSync(file, text);
  return loadPolicies(file);
}

test('a module gives predicates by policy, whatever characters are in their names', async () => {
  const policies = await load(
    `export default { 'read:own accounts': ({ actor }) => actor?.scopes.has('accounts') === true };`,
  );
  const context = { requestId: 'r', headers: {} };
  expect(policies['read:own accounts']?.(context)).toBe(false);
  expect(policies['read:own accounts']?.({ ...context, actor: actorWith('accounts') })).toBe(true);
});

test.each([
  ['is not there', () => loadPolicies(join(folder, 'none.mjs'))],
  ['cannot be run', () => load('throw new Error("broken")')],
  ['exports nothing by default', () => load('export const vip = () => true;')],
  ['exports something else than functions', () => load('export default { vip: true };')],
])('a module that %s stops the start with one line', async (_, attempt) => {
  await expect(attempt()).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringMatching(/^The policies \S+ cannot be loaded: .+\.$/s),
  });
});
