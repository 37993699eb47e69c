import { describe } from '@jest/globals';
import { kafkaJars } from 'platform/local-stack/kafka';
import type { Mode } from 'platform/local-stack/state';

/** `describe`, or `describe.skip` with the reason printed where a mode cannot run; REQUIRE_FULL_STACK=1: a failure. */
export async function describeMode(mode: Mode): Promise<typeof describe | typeof describe.skip> {
  if (mode === 'embedded') return describe;
  try {
    await kafkaJars();
    return describe;
  } catch (error) {
    if (process.env.REQUIRE_FULL_STACK === '1') throw error;
    process.stderr.write(`Skipped: ${(error as Error).message}\n`);
    return describe.skip;
  }
}
