import type { TrustedKeys } from 'platform/auth/service-keys';
import { partitionOf } from 'platform/bus/partition';
import type { Bus, DeliveredMessage } from 'platform/bus/port';
import { PlatformError } from 'platform/errors/errors';
import { AUDIT, type HeadSigned, headSigned } from '../../contract/events.ts';
import type { Head } from '../../domain/audit/head.ts';
import { readHead } from '../../storage/audit/heads.ts';

/** Messages read back from the end of the book's partition. */
const MAX_MESSAGES = 5_000n;
/** Of one book, the newest. */
const MAX_HEADS = 200;
const PATIENCE_MS = 5_000;

/** Reads the newest heads of a book that are still on the bus, in order. */
export type ReadPublishedHeads = (tenantId: string, ledgerId: string) => Promise<readonly Head[]>;

/** What the ledger did not sign is not among them. Fails with SERVICE_UNAVAILABLE when the bus does not answer. */
export const publishedHeads =
  (bus: Bus, trusted: TrustedKeys): ReadPublishedHeads =>
  async (tenantId, ledgerId) => {
    const key = `${tenantId}/${ledgerId}`;
    const messages = await readBack(bus, partitionOf(key, AUDIT.partitions), key);
    const heads = await Promise.all(messages.slice(-MAX_HEADS).map((message) => headOf(trusted, message)));
    return heads.filter((head) => head !== undefined);
  };

async function readBack(bus: Bus, partition: number, key: string): Promise<DeliveredMessage[]> {
  const existing = await bus.existingTopics([AUDIT.name]);
  const ranges = existing.size > 0 ? await bus.ranges(AUDIT.name) : [];
  const last = ranges.find((range) => range.partition === partition)?.last;
  if (last === undefined) return [];
  const from = new Map(ranges.map((range) => [range.partition, range.last ?? 0n]));
  from.set(partition, last > MAX_MESSAGES ? last - MAX_MESSAGES : 0n);
  const read: DeliveredMessage[] = [];
  const complete = Promise.withResolvers<void>();
  const tail = bus.tail({
    topic: AUDIT.name,
    from,
    onMessage: (message) => {
      if (message.partition !== partition) return;
      if (message.key === key && message.event.type === headSigned.type) read.push(message);
      if (message.seq >= last) complete.resolve();
    },
  });
  const timer = setTimeout(() => complete.reject(silent()), PATIENCE_MS);
  try {
    await complete.promise;
    return read;
  } finally {
    clearTimeout(timer);
    await tail.stop();
  }
}

const silent = () => new PlatformError('SERVICE_UNAVAILABLE', 'The bus does not answer.');

const headOf = (trusted: TrustedKeys, { event }: DeliveredMessage): Promise<Head | undefined> =>
  readHead(trusted, (event.data as HeadSigned).statement);
