import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { OUTBOX_CHANNEL } from 'platform/outbox/outbox';
import type { Database } from 'platform/tenancy/database';
import { requireOneLine } from './columns.ts';
import { createConnections } from './connections.ts';
import type { PostingOutcome, PostingRequest } from './request.ts';
import { runBatch } from './runBatch.ts';
import { runSafely } from './runSafely.ts';

/** Records transactions, grouping those that are asked for at the same time. */
export interface PostingWriter {
  /** Resolves when it is durable, or refused. Rejects with SERVICE_UNAVAILABLE when the database stays out of reach. */
  post(request: PostingRequest): Promise<PostingOutcome>;
  /** Finishes what was asked for. */
  close(): Promise<void>;
}

const MAX_BATCH = 256;
/** Of one book; more would only wait longer than their callers do. */
const MAX_QUEUED = 10_000;

interface Waiting {
  readonly request: PostingRequest;
  readonly resolve: (outcome: PostingOutcome) => void;
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
export function createPostingWriter(database: Database): PostingWriter {
  const lanes = new Map<string, Lane>();
  const connections = createConnections(database.urls.app);
  let closing = false;

  const kick = (): void => {
    for (const lane of lanes.values()) {
      if (!connections.available()) return;
      if (!lane.busy && lane.queue.length > 0) void serve(lane);
    }
  };

  const serve = async (lane: Lane): Promise<void> => {
    lane.busy = true;
    await settle(lane.queue.splice(0, MAX_BATCH));
    lane.busy = false;
    // To the end of the line, so that a busy book does not starve the others.
    lanes.delete(lane.name);
    if (lane.queue.length > 0) lanes.set(lane.name, lane);
    setImmediate(kick);
  };

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    const requests = batch.map(({ request }) => request);
    const outcomes = await runSafely(requests, (part) => connections.use((client) => runBatch(client, part)));
    database.wakeUp(OUTBOX_CHANNEL);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = present(outcomes[index], 'one outcome per request');
      if (result.ok) resolve(result.value);
      else reject(result.error);
    }
  };

  const refusal = (lane: Lane): PlatformError | undefined => {
    if (closing) return new PlatformError('SERVICE_UNAVAILABLE', 'The ledger is closing.');
    if (lane.queue.length < MAX_QUEUED) return undefined;
    return new PlatformError('SERVICE_UNAVAILABLE', 'Too many transactions are waiting.');
  };

  return {
    post: (request) =>
      new Promise((resolve, reject) => {
        requireOneLine(textsOf(request));
        const name = `${request.tenantId}/${request.command.ledgerId}`;
        const lane = lanes.get(name) ?? { name, queue: [], busy: false };
        const overload = refusal(lane);
        if (overload) {
          reject(overload);
          return;
        }
        lanes.set(name, lane);
        lane.queue.push({ request, resolve, reject });
        if (!lane.busy) setImmediate(kick);
      }),
    close: async () => {
      closing = true;
      while (lanes.size > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      await connections.close();
    },
  };
}

const textsOf = ({ claim, command, cause }: PostingRequest) => ({
  idempotencyKey: claim.key,
  reference: command.reference,
  actor: cause.actor,
  correlationId: cause.correlationId,
  causationId: cause.causationId,
  traceparent: cause.traceparent,
});

const DRAIN_POLL_MS = 5;
