import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { Command } from 'commander';

/**
 * Requests per second on a small query over two subgraphs: plain @apollo/gateway, this gateway over HTTP (all
 * plugins on), and this gateway with the subgraphs in its process. Each in a process of its own, subgraphs in
 * another; runs are interleaved, so that what else the machine does falls on all alike.
 */
const QUERY = '{ me { name reviews { id stars } } }';
const SERVER = join(import.meta.dirname, 'two-hop/server.ts');
const CONTENDERS = ['plain', 'ours', 'embedded'] as const;
type Contender = (typeof CONTENDERS)[number];

const LABELS: Readonly<Record<Contender, string>> = {
  plain: 'plain @apollo/gateway, HTTP',
  ours: 'this gateway, HTTP',
  embedded: 'this gateway, in process',
};

const { rounds, seconds, connections } = new Command('two-hop')
  .description('Compares requests per second with plain @apollo/gateway on a two-hop query.')
  .option('--rounds <n>', 'interleaved runs of each', Number, 5)
  .option('--seconds <n>', 'length of a run', Number, 5)
  .option('--connections <n>', 'open connections', Number, 50)
  .parse()
  .opts<{ rounds: number; seconds: number; connections: number }>();

const children: ChildProcess[] = [];

async function start(role: string, ...args: string[]): Promise<string> {
  const child = fork(SERVER, [role, ...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  const [url] = (await once(child, 'message')) as [string];
  return url;
}

async function run(url: string, duration: number): Promise<autocannon.Result> {
  const body = JSON.stringify({ query: QUERY });
  const headers = { 'content-type': 'application/json' };
  const result = await autocannon({ url, connections, duration, method: 'POST', headers, body });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx + result.errors} failed requests`);
  return result;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

try {
  const subgraphs = await start('subgraphs');
  const urls = new Map<Contender, string>();
  for (const name of CONTENDERS) urls.set(name, await start(name, subgraphs));
  for (const url of urls.values()) await run(url, 2);
  const results = new Map<Contender, autocannon.Result[]>(CONTENDERS.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, url] of urls) results.get(name)?.push(await run(url, seconds));
    console.error(`round ${round} of ${rounds}`);
  }
  report(results);
} finally {
  for (const child of children) child.kill();
}

function report(results: ReadonlyMap<Contender, readonly autocannon.Result[]>): void {
  const rateOf = (name: Contender) =>
    median((results.get(name) ?? []).map(({ requests }) => requests.average));
  console.log(
    `| two-hop query, ${connections} connections | requests/s | × plain | p50 ms | p99 ms |\n| --- | --- | --- | --- | --- |`,
  );
  for (const [name, runs] of results) {
    const p50 = median(runs.map(({ latency }) => latency.p50));
    const p99 = median(runs.map(({ latency }) => latency.p99));
    const ratio = (rateOf(name) / rateOf('plain')).toFixed(2);
    console.log(`| ${LABELS[name]} | ${Math.round(rateOf(name))} | ${ratio} | ${p50} | ${p99} |`);
  }
}
