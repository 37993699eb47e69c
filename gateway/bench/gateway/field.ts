import { isDeepStrictEqual } from 'node:util';
import { assert, present } from 'platform/kernel/assert';
import { type Expected, type Load, load } from './load/load.ts';
import { CONTENDERS, type ContenderName } from './servers/contenders.ts';
import type { Server } from './servers/process.ts';
import { dataOf, QUERIES, type QueryName, type Setting } from './setting.ts';

/** Contenders that run, and the data that all of them answer with. */
export interface Field {
  readonly servers: ReadonlyMap<ContenderName, Server>;
  readonly expected: Readonly<Record<QueryName, Expected>>;
}

const WARM_UP: Load = { connections: 20, seconds: 2, varied: true };
const QUERY_NAMES = Object.keys(QUERIES) as QueryName[];

/** Starts the contenders and warms them up. Fails when one answers something else than the first, or an error. */
export async function startField(setting: Setting, names: readonly ContenderName[]): Promise<Field> {
  const servers = new Map<ContenderName, Server>();
  for (const name of names) {
    console.error(`starting ${CONTENDERS[name].label}`);
    servers.set(name, await setting.start(CONTENDERS[name]));
  }
  const [first] = servers.values();
  const { url } = present(first, 'there is a contender');
  const expected = { deep: await dataOf(url, QUERIES.deep), small: await dataOf(url, QUERIES.small) };
  for (const [name, server] of servers)
    for (const query of QUERY_NAMES) {
      const data = await dataOf(server.url, QUERIES[query]);
      assert(isDeepStrictEqual(data, expected[query]), `${name} answers the ${query} query as the others do`);
      await load({ url: server.url, query: QUERIES[query] }, data, WARM_UP);
    }
  return { servers, expected };
}
