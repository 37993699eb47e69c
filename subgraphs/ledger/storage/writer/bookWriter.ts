import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { OUTBOX_CHANNEL } from 'platform/outbox/outbox';
import type { Database } from 'platform/tenancy/database';
import { type BookCommand, idsOf } from '../../domain/book/command.ts';
import { requireOneLine } from './columns.ts';
import { createConnections } from './connections.ts';
import type { BookOutcome, BookRequest } from './request.ts';
import { runBatch } from './runBatch.ts';
import { runSafely } from './runSafely.ts';

/** Writes what is asked of books, grouping what is asked of one at the same time. */
export interface BookWriter {
  /**
   * Resolves when it is durable, or refused. Rejects with SERVICE_UNAVAILABLE, within seconds, when the database stays
   * out of reach or too much is waiting: it may or may not have been recorded, and the same key tells.
   */
  post(request: BookRequest): Promise<BookOutcome>;
  /** Finishes what was asked for. */
  close(): Promise<void>;
}

/** Transactions or steps of holds; one command may bring more. */
const MAX_BATCH = 256;
/** Books written to at the same time, each on a connection. */
const MAX_BUSY = 4;
/** Of all books; more would only wait longer than their callers do. */
const MAX_WAITING = 10_000;
/** How long a request is tried, from when it is asked for: half of what the gateway waits for a subgraph. */
const PATIENCE_MS = 5_000;

interface Waiting {
  readonly request: BookRequest;
  readonly deadline: number;
  readonly resolve: (outcome: BookOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits for one book. */
interface Lane {
  readonly name: string;
  readonly queue: Waiting[];
  busy: boolean;
}

/**
 * A batch is what queued while the last one of its book committed: it needs no timer, and grows with the load. One
 * batch of a book is in flight, batches of several books run side by side.
 */
export function createBookWriter(database: Database): BookWriter {
  const lanes = new Map<string, Lane>();
  const connections = createConnections(database.urls.app);
  let busy = 0;
  let waiting = 0;
  let closing = false;

  const kick = (): void => {
    for (const lane of lanes.values()) {
      if (busy === MAX_BUSY) return;
      if (!lane.busy && lane.queue.length > 0) void serve(lane);
    }
  };

  const serve = async (lane: Lane): Promise<void> => {
    const batch = lane.queue.splice(0, batchSize(lane.queue));
    lane.busy = true;
    busy += 1;
    await settle(batch);
    busy -= 1;
    waiting -= batch.length;
    lane.busy = false;
    // To the end of the line, so that a busy book does not starve the others.
    lanes.delete(lane.name);
    if (lane.queue.length > 0) lanes.set(lane.name, lane);
    setImmediate(kick);
  };

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    const requests = batch.map(({ request }) => request);
    const { deadline } = present(batch.at(-1), 'a batch has requests');
    const run = (part: readonly BookRequest[]) => connections.use((client) => runBatch(client, part));
    const outcomes = await runSafely(requests, run, deadline);
    database.wakeUp(OUTBOX_CHANNEL);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = present(outcomes[index], 'one outcome per request');
      if (result.ok) resolve(result.value);
      else reject(result.error);
    }
  };

  const requireRoom = (): void => {
    if (closing) throw new PlatformError('SERVICE_UNAVAILABLE', 'The ledger is closing.');
    if (waiting < MAX_WAITING) return;
    throw new PlatformError('SERVICE_UNAVAILABLE', 'Too many transactions are waiting.');
  };

  return {
    post: (request) =>
      new Promise((resolve, reject) => {
        requireOneLine(textsOf(request));
        requireRoom();
        const name = `${request.tenantId}/${request.command.ledgerId}`;
        const lane = lanes.get(name) ?? { name, queue: [], busy: false };
        lanes.set(name, lane);
        lane.queue.push({ request, resolve, reject, deadline: performance.now() + PATIENCE_MS });
        waiting += 1;
        if (!lane.busy) setImmediate(kick);
      }),
    close: async () => {
      closing = true;
      while (lanes.size > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      await connections.close();
    },
  };
}

/** How many of the queue make a batch: at least one. */
function batchSize(queue: readonly Waiting[]): number {
  let weight = 0;
  const end = queue.findIndex(({ request }) => {
    weight += idsOf(request.command).length;
    return weight > MAX_BATCH;
  });
  return end < 0 ? queue.length : Math.max(1, end);
}

/** What is written as lines of text (columns.ts). */
const textsOf = ({ claim, command, cause }: BookRequest) => ({
  idempotencyKey: claim.key,
  ...referencesOf(command),
  actor: cause.actor,
  correlationId: cause.correlationId,
  causationId: cause.causationId,
  traceparent: cause.traceparent,
});

const referencesOf = (command: BookCommand): Readonly<Record<string, string | null>> => {
  if (command.kind === 'postTransaction' || command.kind === 'placeHold') {
    return { reference: command.reference };
  }
  if (command.kind !== 'postTransactions') return {};
  return Object.fromEntries(
    command.transactions.map(({ reference }, index) => [`transactions.${index}.reference`, reference]),
  );
};

const DRAIN_POLL_MS = 5;
