import { isDeepStrictEqual } from 'node:util';
import { assert } from 'platform/kernel/assert';
import { type Expected, type Load, load, type Measured } from './load/load.ts';
import type { Contender } from './servers/contender.ts';
import { type CpuShares, withCpu } from './servers/cpu.ts';
import type { Server } from './servers/process.ts';
import { dataOf, QUERIES, type QueryName, type Setting } from './setting.ts';

/** A contender that runs. */
export interface Runner {
  readonly label: string;
  readonly server: Server;
  /** Puts load on it. */
  run(query: QueryName, load: Load): Promise<Figures>;
}

export type Figures = Measured & CpuShares;

const WARM_UP: Load = { connections: 20, seconds: 2, varied: true };
const QUERY_NAMES = Object.keys(QUERIES) as QueryName[];

/** Starts contenders and warms them up. Fails when one answers something else than the first, or an error. */
export async function startField(
  setting: Setting,
  contenders: readonly Contender[],
): Promise<readonly Runner[]> {
  const runners: Runner[] = [];
  let expected: Answers | undefined;
  for (const contender of contenders) {
    console.error(`starting ${contender.label}`);
    const server = await setting.start(contender);
    const answers = await answersOf(server.url, contender);
    expected ??= answers;
    assert(isDeepStrictEqual(answers, expected), `${contender.label} answers as the others do`);
    runners.push(runnerOf(setting, contender, server, answers));
  }
  for (const { run } of runners) for (const query of QUERY_NAMES) await run(query, WARM_UP);
  return runners;
}

type Answers = Readonly<Record<QueryName, Expected>>;

const answersOf = async (url: string, { headers }: Contender): Promise<Answers> => ({
  deep: await dataOf(url, QUERIES.deep, headers),
  small: await dataOf(url, QUERIES.small, headers),
});

const runnerOf = (
  { subgraphs }: Setting,
  { label, headers }: Contender,
  server: Server,
  answers: Answers,
): Runner => ({
  label,
  server,
  run: (query, options) =>
    withCpu(server, subgraphs, () =>
      load({ url: server.url, query: QUERIES[query], headers }, answers[query], options),
    ),
});

/** For the next part: so that nothing else is on the gateway's CPU. */
export async function stopField(field: readonly Runner[]): Promise<void> {
  for (const { server } of field) await server.stop();
}
