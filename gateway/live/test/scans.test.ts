import { expect, test } from '@jest/globals';
import type { Bus, PartitionRange } from 'platform/bus/port';
import type { Position } from '../cursor.ts';
import type { Memory, Rider } from '../scan.ts';
import { createScans } from '../scans.ts';
import type { Slots } from '../slots.ts';

const positionAt = (seq: bigint): Position => ({
  topic: 'payments',
  incarnation: undefined,
  seqs: new Map([[0, seq]]),
});

/** What becomes of a rider who has `mine`, when the bus says that it holds nothing, and `since` is dispatched meanwhile. */
async function fateOf(mine: bigint, before: bigint, since: bigint): Promise<unknown> {
  const asked = Promise.withResolvers<readonly PartitionRange[]>();
  let present = positionAt(before);
  const scans = createScans({
    bus: { ranges: () => asked.promise } as unknown as Bus,
    topic: 'payments',
    cursors: undefined as never,
    present: () => present,
    memory: { recent: () => true } as unknown as Memory,
    slots: { acquire: async () => () => {} } as unknown as Slots,
    maxWaiting: 1,
  });
  const fate = Promise.withResolvers<unknown>();
  const rider = {
    from: positionAt(mine),
    alight: () => fate.resolve('goes on'),
    end: (error: { readonly code: string }) => fate.resolve(error.code),
  } as unknown as Rider;
  scans.join(rider);
  await new Promise(setImmediate);
  present = positionAt(since);
  asked.resolve([{ partition: 0, first: undefined, last: undefined, incarnation: undefined }]);
  return fate.promise;
}

test('The first event of a partition, dispatched while the bus was asked what it holds, has not expired', async () => {
  expect(await fateOf(0n, 0n, 1n)).toBe('goes on');
});

test('What was dispatched before, and is held no more, has', async () => {
  expect(await fateOf(0n, 1n, 2n)).toBe('CURSOR_EXPIRED');
});
