import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isOneLine, isStorableText } from 'platform/graphql/text';
import { parseInstant } from 'platform/kernel/clock';
import { StartupError } from 'platform/local-stack/startup-error';
import type { Terms } from '../../../subgraphs/quotas/domain/policy/policy.ts';
import { collectProblems, type Problems } from '../../ledger/import/problems.ts';
import { readTable } from '../../ledger/import/table.ts';

/** Somebody asked for something. */
export interface Request {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly subject: string;
  /** Of CONCURRENCY below 0: gives back. */
  readonly quantity: number;
}

/** All of them are held in memory. */
export const MAX_REQUESTS = 2_000_000;

/** What is wrong with one line of a trace is wrong with all: a machine wrote them, or it is no trace. */
const MAX_PROBLEMS = 10;

const REQUIRED = ['time', 'subject'] as const;
const OPTIONAL = ['resource', 'quantity'] as const;
const FIELDS: readonly string[] = [...REQUIRED, ...OPTIONAL];

type Cells = Readonly<Record<(typeof REQUIRED | typeof OPTIONAL)[number], unknown>>;
type About = Pick<Terms, 'resource' | 'algorithm'>;

/** The requests that the policy is about, in the order of time. Fails with StartupError that lists what is wrong, by line. */
export async function readTrace(file: string, about: About): Promise<readonly Request[]> {
  const problems = collectProblems(MAX_PROBLEMS);
  const requests: Request[] = [];
  try {
    for await (const { line, cells } of rowsOf(file, problems)) {
      const request = parse(cells, about, (message) => problems.add({ file, line, message }));
      if (request) requests.push(request);
      if (requests.length > MAX_REQUESTS)
        throw new StartupError(`${file}: more than ${MAX_REQUESTS} requests.`);
    }
  } catch (error) {
    if (error instanceof StartupError || !(error as NodeJS.ErrnoException).syscall) throw error;
    throw new StartupError(`${file}: ${(error as Error).message}`);
  }
  if (problems.count() > 0) throw new StartupError(problems.lines().join('\n'));
  return requests.sort((one, other) => one.atMs - other.atMs);
}

interface Row {
  readonly line: number;
  readonly cells: Cells;
}

const rowsOf = (file: string, problems: Problems): AsyncIterable<Row> =>
  file.endsWith('.csv') ? csvRows(file, problems) : jsonRows(file, problems);

const csvRows = (file: string, problems: Problems): AsyncIterable<Row> =>
  readTable(file, { required: REQUIRED, optional: OPTIONAL, ignored: [] }, problems);

async function* jsonRows(file: string, problems: Problems): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
    line += 1;
    if (text.trim() === '') continue;
    const cells = parseLine(text);
    const unknown = Object.keys(cells ?? {}).filter((field) => !FIELDS.includes(field));
    for (const field of unknown)
      problems.add({ file, line, message: `${field}: no such field: they are ${FIELDS.join(', ')}` });
    if (cells) yield { line, cells };
    else problems.add({ file, line, message: 'not a JSON object' });
  }
}

const isSubject = (id: unknown): id is string =>
  typeof id === 'string' && id !== '' && isStorableText(id) && isOneLine(id);

function parseLine(text: string): Cells | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Cells) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined: it is about something else, or has been complained about. */
function parse(
  cells: Cells,
  { resource, algorithm }: About,
  complain: (message: string) => void,
): Request | undefined {
  const { time, subject, resource: of, quantity = 1 } = cells;
  const at = typeof time === 'string' ? parseInstant(time) : undefined;
  const amount = quantity === '' ? 1 : Number(quantity);
  if (at === undefined) complain('time: expected RFC 3339, such as 2026-11-21T09:00:00Z');
  else if (!isSubject(subject)) complain('subject: expected its id, on one line');
  else if (!Number.isSafeInteger(amount)) complain('quantity: expected a whole number');
  else if (amount < 0 && algorithm !== 'CONCURRENCY')
    complain('quantity: expected a whole number from 0 on: only what CONCURRENCY counts is given back');
  else if (of === undefined || of === '' || of === resource)
    return { atMs: Number(at / 1_000n), subject, quantity: amount };
  return undefined;
}
