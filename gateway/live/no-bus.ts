import type { Bus } from 'platform/bus/port';

const fail = (): never => {
  throw new Error('there is no bus');
};
const reject = async (): Promise<never> => fail();

/** Of a gateway without a bus, which may still pass subscriptions through: event fields are SERVICE_UNAVAILABLE. */
export const noBus: Bus = {
  kind: 'postgres',
  publish: reject,
  publishChunks: reject,
  ensureTopics: reject,
  existingTopics: reject,
  consume: fail,
  tail: fail,
  ranges: reject,
  healthy: async () => false,
  close: async () => {},
};
