import { expect } from '@jest/globals';
import { partitionOf } from 'platform/bus/partition';
import type { Bus, OutgoingMessage } from 'platform/bus/port';
import type { Log } from './fixture.ts';

/** An event that is on the bus, and the aggregate that it is of. */
export interface Published {
  readonly of: string;
  readonly id: string;
}

export interface Load {
  /** So far. */
  readonly published: readonly Published[];
  /** Resolves when all is on the bus. */
  stop(): Promise<readonly Published[]>;
}

const AGGREGATES = [...Array(10).keys()].map((n) => `txn_load${n}`);
const LEAST_ROUNDS = 300;
/** So long one partition after the other, and then none, gets nothing. */
const SILENT_ROUNDS = 30;
const RETRY_MS = 50;
const MAX_TRIES = 600;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Publishes events of ten aggregates as a relay does: sometimes the last ones twice, and again until the bus takes them. */
export function publishUnderLoad(bus: Bus, log: Log): Load {
  const published: Published[] = [];
  let running = true;
  const run = (async () => {
    for (let round = 0; running || round < LEAST_ROUNDS; round += 1) {
      const silent = Math.floor(round / SILENT_ROUNDS) % (log.partitions + 1);
      const subjects = AGGREGATES.filter((of) => partitionOf(of, log.partitions) !== silent);
      const messages = [...Array(1 + Math.floor(Math.random() * 5)).keys()].map((n) => {
        const of = subjects[Math.floor(Math.random() * subjects.length)] ?? '';
        const id = `${of}_${round}_${n}`;
        published.push({ of, id });
        return log.next({ transaction: { id } }, { subject: of });
      });
      await insist(bus, messages);
      if (Math.random() < 0.2) await insist(bus, messages);
      await pause(Math.random() * 8);
    }
  })();
  return {
    published,
    stop: async () => {
      running = false;
      await run;
      return published;
    },
  };
}

async function insist(bus: Bus, messages: readonly OutgoingMessage[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await bus.publish(messages);
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await pause(RETRY_MS);
    }
  }
}

/** Everything once, and each aggregate's in their order. */
export function expectTheLog(seen: readonly string[], published: readonly Published[]): void {
  expect(seen.length).toBe(published.length);
  for (const subject of new Set(published.map(({ of }) => of))) {
    const logged = published.filter(({ of }) => of === subject).map(({ id }) => id);
    expect(seen.filter((id) => id.startsWith(`${subject}_`))).toEqual(logged);
  }
}
