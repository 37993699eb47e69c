import type { Bus } from 'platform/bus/port';
import { OVERRIDES, POLICIES } from '../contract/events.ts';
import type { PolicyBook } from '../read-models/policy-book/book.ts';

export interface Following {
  /** True when what changes from now on is heard. */
  ready(): boolean;
  stop(): Promise<void>;
}

/**
 * What any instance changes in policies and overrides counts on this one as soon as its event comes, a few
 * milliseconds after the commit. An event is read by all instances, so none of them leaves a trace on the bus.
 */
export async function followPolicies(bus: Bus, policyBook: PolicyBook): Promise<Following> {
  await bus.ensureTopics([POLICIES, OVERRIDES]);
  const tails = [POLICIES, OVERRIDES].map(({ name }) =>
    bus.tail({ topic: name, from: 'now', onMessage: ({ event }) => policyBook.forget(event.tenantId) }),
  );
  let isReady = false;
  void Promise.all(tails.map(({ started }) => started)).then(
    () => {
      policyBook.forgetAll(); // what changed before we listened
      isReady = true;
    },
    () => {},
  );
  return {
    ready: () => isReady,
    stop: async () => void (await Promise.all(tails.map((tail) => tail.stop()))),
  };
}
