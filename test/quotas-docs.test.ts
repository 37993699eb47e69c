import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Child } from 'platform/local-stack/state';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';

const ROOT = join(import.meta.dirname, '..');
const DOCS = readFileSync(join(ROOT, 'docs/quotas.md'), 'utf8');
const [, byHand = '', answer = ''] = /```sh\n(PORT=.*?)```\n\n```json\n(.*?)```/s.exec(DOCS) ?? [];

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await startSupergraph({ mode: 'embedded', topology: 'processes' });
});
afterAll(() => supergraph.dispose());

test('docs/quotas.md reserves and settles by hand, with the answer it shows', async () => {
  const { children } = supergraph.state();
  const { url } = children.find(({ command }) => command.includes('quotas')) as Child;
  const script = byHand.replace(/http:\S+/, url as string);
  const env = { ...process.env, LOCAL_STACK_DIR: supergraph.folder };
  const out = execFileSync('bash', ['-c', script], { cwd: ROOT, env, encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual(JSON.parse(answer));
});
