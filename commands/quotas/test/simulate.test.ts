import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { perSecond } from '../../../subgraphs/quotas/domain/policy/test/terms.ts';
import { drawing } from '../simulate/draw.ts';
import { replay } from '../simulate/replay.ts';
import { summary } from '../simulate/summary.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const EXAMPLE = [
  '--policy',
  'docs/examples/quotas/policy.yaml',
  '--trace',
  'docs/examples/quotas/trace.jsonl',
];

const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const simulate = (...args: string[]): Promise<Ended> =>
  new Promise((done) => {
    execFile('node', ['commands/quotas.ts', 'simulate', ...args], { cwd: ROOT }, (error, out, err) =>
      done({ code: (error?.code as number | undefined) ?? 0, out, err }),
    );
  });

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const policy = (changes = ''): string =>
  file(
    'policy.yaml',
    `subject: { kind: TENANT }\nresource: r\nalgorithm: FIXED_WINDOW\nlimit: 2\nperiodMs: 1000\n${changes}`,
  );
const at = (second: number) => `2026-11-21T09:00:0${second}Z`;

test('docs/quotas.md shows what the example prints', async () => {
  const { code, out, err } = await simulate(...EXAMPLE);
  expect([code, err]).toEqual([0, '']);
  expect(readFileSync(join(ROOT, 'docs/quotas.md'), 'utf8')).toContain(out.trimEnd());
});

describe('a trace', () => {
  const lines = [0, 0, 0, 1].map((second) => JSON.stringify({ time: at(second), subject: 'acme' }));

  test('is decided as it would be live, each subject for itself', async () => {
    const other = JSON.stringify({ time: at(0), subject: 'globex', resource: 'r', quantity: 2 });
    const trace = file('trace.jsonl', [...lines, other].join('\n'));
    const { out } = await simulate('--policy', policy(), '--trace', trace);
    expect(out).toContain('█ admitted  4 of 5 requests (80.0 %), 5 in all');
    expect(out).toContain('░ refused   1 of 5 requests (20.0 %), 1 in all: acme 1');
    expect(out).toContain('longest wait 1 s');
    expect(out).toContain('To refuse 1 % or less: a limit of 3 would have refused 0.00 %.');
  });

  test('says the same as CSV, and in another order', async () => {
    const csv = ['subject,time,quantity', ...[1, 0, 0, 0].map((second) => `acme,${at(second)},`)].join('\n');
    const shown = await Promise.all([
      simulate('--policy', policy(), '--trace', file('trace.csv', csv)),
      simulate('--policy', policy(), '--trace', file('same.jsonl', lines.join('\n'))),
    ]);
    expect(shown[0]).toEqual(shown[1]);
  });

  test('of CONCURRENCY gives back what is held, and that is no request', async () => {
    const jobs = file(
      'jobs.yaml',
      'subject: { kind: TENANT }\nresource: r\nalgorithm: CONCURRENCY\nlimit: 1\nperiodMs: 60000\nunit: CONCURRENT\n',
    );
    const quantities = [1, 1, -1, 1, -1, -1, 1];
    const jobLines = quantities.map((quantity, n) =>
      JSON.stringify({ time: at(n), subject: 'acme', quantity }),
    );
    const { out } = await simulate('--policy', jobs, '--trace', file('jobs.jsonl', jobLines.join('\n')));
    expect(out).toContain('█ admitted  3 of 4 requests (75.0 %), 3 in all');
    expect(out).toContain('To refuse 1 % or less: a limit of 2 would have refused 0.00 %.');
  });

  test('of which the policy is about nothing: one line, and 1', async () => {
    const trace = file('other.jsonl', JSON.stringify({ time: at(0), subject: 'acme', resource: 'other' }));
    const { code, err } = await simulate('--policy', policy(), '--trace', trace);
    expect([code, err]).toEqual([1, `${trace}: no request is about * and r.\n`]);
  });

  test('with faults: each with its line, and 1', async () => {
    const faulty = [
      '{"time": "yesterday", "subject": "acme"}',
      lines[0],
      'nonsense',
      `{"time": "${at(0)}"}`,
      `{"time": "${at(0)}", "subject": "acme", "quantity": -1}`,
      `{"time": "${at(0)}", "subject": "acme\\nglobex"}`,
      `{"time": "${at(0)}", "subject": "acme", "amount": 3}`,
    ];
    const trace = file('faulty.jsonl', faulty.join('\n'));
    const { code, err } = await simulate('--policy', policy(), '--trace', trace);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([
      `${trace}:1: time: expected RFC 3339, such as 2026-11-21T09:00:00Z`,
      `${trace}:3: not a JSON object`,
      `${trace}:4: subject: expected its id, on one line`,
      `${trace}:5: quantity: expected a whole number from 0 on: only what CONCURRENCY counts is given back`,
      `${trace}:6: subject: expected its id, on one line`,
      `${trace}:7: amount: no such field: they are time, subject, resource, quantity`,
    ]);
  });

  test('that is none: no more than a few lines say so, and 1', async () => {
    const trace = file('binary.jsonl', '\u0001\n'.repeat(1_000));
    const { code, err } = await simulate('--policy', policy(), '--trace', trace);
    const lines = err.trim().split('\n');
    expect([code, lines.length, lines.at(-1)]).toEqual([1, 11, '… and 990 more.']);
  });

  test('that is not there: one line, and 1', async () => {
    const { code, err } = await simulate('--policy', policy(), '--trace', join(folder, 'none.jsonl'));
    expect(code).toBe(1);
    expect(err).toMatch(/none\.jsonl: ENOENT.*\n$/);
  });
});

describe('a policy', () => {
  const trace = file('one.jsonl', JSON.stringify({ time: at(0), subject: 'acme' }));

  test.each([
    ['with a field that is none', 'bursts: 3\n', 'policy: Unrecognized key: "bursts"'],
    ['that cannot be', 'burst: 3\n', 'burst: The algorithm has no burst.'],
    ['that is not YAML', '  : [', ''],
  ])('%s: the field, and 1', async (_, changes, message) => {
    const { code, err } = await simulate('--policy', policy(changes), '--trace', trace);
    expect([code, err.trim().split('\n')]).toEqual([1, [expect.stringContaining(message)]]);
  });

  test('that no limit would mend', async () => {
    const dear = JSON.stringify({ time: at(0), subject: 'acme', quantity: 1_000_000 });
    const { out } = await simulate('--policy', policy(), '--trace', file('dear.jsonl', dear));
    expect(out).toContain('longest wait none; 1 could never be admitted');
    expect(out).toContain('No limit up to 2,048 would have refused 1 % or less.');
  });
});

test('--help says how, and a wrong option is refused', async () => {
  expect((await simulate('--help')).out).toContain('--policy <file>');
  expect((await simulate(...EXAMPLE, '--refuse', '100')).code).toBe(1);
  for (const width of ['39', '1001']) expect((await simulate(...EXAMPLE, '--width', width)).code).toBe(1);
});

test('whatever the trace, what is printed fits a screen', () => {
  const decided = { subject: 'acme', quantity: 1, allowed: false, remaining: 0, retryAfterMs: 1 };
  const decisions = Array.from({ length: 200_000 }, (_, atMs) => ({ ...decided, atMs }));
  const outcome = { decisions, capacity: 100 };
  expect([...drawing(outcome, 80), ...summary(outcome)].length).toBeLessThanOrEqual(20);
});

test('the drawing is never wider than asked for, whatever happened', () => {
  const request = fc.record({
    atMs: fc.integer({ min: 0, max: 10_000_000 }),
    subject: fc.constantFrom('a', 'b'),
    quantity: fc.integer({ min: 0, max: 300 }),
  });
  const requests = fc.array(request, { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(requests, fc.integer({ min: 40, max: 200 }), (some, width) => {
      const inOrder = some.toSorted((one, other) => one.atMs - other.atMs);
      const lines = drawing(replay(perSecond(), inOrder), width);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
    { seed: 20_261_121 },
  );
});
