import { realPart } from './real-part.ts';

export interface TestRedis {
  readonly url: string;
}

/**
 * The Redis of this test run, shared by all suites and started for the first; keys must be the suite's own. Where it
 * cannot run (no redis-server) undefined, and the reason is printed: skip the suite. With REQUIRE_FULL_STACK=1 that is
 * a failure. Ask at the top of the file, as for Kafka.
 */
export const testRedis = (): Promise<TestRedis | undefined> => realPart('redis');
