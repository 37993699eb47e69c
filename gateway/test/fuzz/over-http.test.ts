import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import { assertTrials, isNightly, seedsOf, TEST_TIMEOUT_MS } from './assert-trials.ts';
import { type Network, startNetwork } from './over-http.ts';
import { randomTrials } from './random-trials.ts';
import { createTrial } from './trial.ts';

let network: Network;
beforeAll(async () => {
  network = await startNetwork();
});
afterEach(() => network.disconnect());
afterAll(() => network.close());

test.each(seedsOf(5))(
  'So it is over HTTP, with the whole gateway: seed %d',
  async (seed) => {
    await assertTrials({
      seed,
      trials: randomTrials((...subgraphs) => createTrial(...subgraphs, network.connect)),
      supergraphs: isNightly ? 100 : 5,
      operations: isNightly ? 100 : 40,
      attempt: (trial, operation) => trial.try(operation),
    });
  },
  TEST_TIMEOUT_MS,
);
