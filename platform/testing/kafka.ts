import { realPart } from './real-part.ts';

export interface TestKafka {
  readonly brokers: readonly string[];
}

/**
 * The Kafka of this test run, shared by all suites and started for the first; topic names must be the suite's own.
 * Where it cannot run (no Java, no Maven) undefined, and the reason is printed: skip the suite. With
 * REQUIRE_FULL_STACK=1 that is a failure. Ask at the top of the file:
 *
 *     const kafka = await testKafka();
 *     (kafka ? describe : describe.skip)('on Kafka', () => { … });
 */
export const testKafka = (): Promise<TestKafka | undefined> => realPart('kafka');
