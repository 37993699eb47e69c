import { StartupError } from 'platform/local-stack/startup-error';
import { drawing } from './simulate/draw.ts';
import { readPolicy } from './simulate/policy.ts';
import { replay } from './simulate/replay.ts';
import { suggestion } from './simulate/suggest.ts';
import { describePolicy, summary } from './simulate/summary.ts';
import { readTrace } from './simulate/trace.ts';

export interface SimulateOptions {
  readonly policy: string;
  readonly trace: string;
  /** Per cent. */
  readonly refuse: number;
  /** Columns. */
  readonly width: number;
}

/** Prints the drawing, the summary and the limit that would have refused so much. */
export async function runSimulate({
  policy: policyFile,
  trace,
  refuse,
  width,
}: SimulateOptions): Promise<void> {
  const policy = readPolicy(policyFile);
  const requests = await readTrace(trace, policy);
  const outcome = replay(policy, requests);
  if (outcome.decisions.length === 0) {
    throw new StartupError(`${trace}: no request is about ${policy.subject.pattern} and ${policy.resource}.`);
  }
  console.log(describePolicy(policy));
  console.log();
  for (const line of drawing(outcome, width)) console.log(line);
  console.log();
  for (const line of summary(outcome)) console.log(line);
  console.log(suggestion(policy, requests, refuse));
}
