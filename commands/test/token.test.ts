import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { createInternalTokenVerifier } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import { createUserTokenVerifier } from 'platform/auth/user-tokens';

const COMMAND = resolve(import.meta.dirname, '../token.ts');
const folder = mkdtempSync(join(tmpdir(), 'token-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  promisify(execFile)('node', [COMMAND, ...args], {
    cwd: folder, // any will do
    env: { ...process.env, LOCAL_STACK_DIR: folder },
  });

describe('npm run token', () => {
  test('prints a token that holds, alone on its last line, with nothing running', async () => {
    const { stdout } = await run('--tenant', 'acme', '--actor', 'alice', '--scopes', 'a:read,a:write');
    const token = stdout.trim().split('\n').at(-1) as string;
    const { issuer, audience, jwks } = await openDevelopmentIssuer(join(folder, 'embedded/keys'));
    const actor = await createUserTokenVerifier({ issuer, audience, jwks })(token);
    expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', scopes: new Set(['a:read', 'a:write']) });
  });

  test('prints a token of a service, for one subgraph alone', async () => {
    const { stdout } = await run('--tenant', 'acme', '--actor', 'worker', '--service', 'quotas');
    const { trusted } = await createServiceKeys(join(folder, 'embedded/keys'), ['gateway']);
    const [quotas, ledger] = ['quotas', 'ledger'].map((audience) =>
      createInternalTokenVerifier({ audience, trusted })(stdout.trim()),
    );
    expect(await quotas).toMatchObject({ id: 'worker', tenantId: 'acme', kind: 'service' });
    await expect(ledger).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each([
    ['no tenant', ['--actor', 'a'], "required option '--tenant <name>' not specified"],
    ['no actor', ['--tenant', 'acme'], 'A token needs an --actor'],
    ['a tenant that is no name', ['--tenant', 'A b', '--actor', 'a'], 'Expected 1 to 63 of a–z'],
    ['no duration', ['--tenant', 'a', '--actor', 'a', '--expires-in', 'soon'], '90s, 15m, 1h'],
    [
      'a life that is too long',
      ['--tenant', 'a', '--actor', 'a', '--expires-in', '25h'],
      'No token lives longer',
    ],
    ['no such subgraph', ['--tenant', 'a', '--actor', 'a', '--service', 'x'], 'Allowed choices are'],
    [
      'a life that a service’s token has not',
      ['--tenant', 'a', '--actor', 'a', '--service', 'quotas', '--expires-in', '1h'],
      'cannot be used with',
    ],
    ['a revocation nobody would hear', ['--tenant', 'a', '--revoke'], 'No supergraph is running here'],
  ])('says in one line what is wrong: %s', async (_, args, complaint) => {
    const { code, stderr } = await run(...args).catch((error) => error);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(complaint)]);
  });
});
