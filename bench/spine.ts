import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { MODES, type Mode } from 'platform/local-stack/state';
import { Pool } from 'undici';
import WebSocket from 'ws';
import { type Book, openBook } from '../test/support/books.ts';
import { startSupergraph, type TestSupergraph } from '../test/support/supergraph.ts';

/**
 * The whole supergraph as `npm start` and `npm run start:full` start it: first and later start, transactions per second
 * through the gateway, and the time from when a transaction is recorded until a WebSocket client has its event, with an
 * entity field of the ledger in it.
 */
const options = new Command('spine')
  .description(
    'The whole supergraph on both buses: starts, postings through the gateway, commit to WebSocket.',
  )
  .option('--callers <n>', 'who post, each one after the other', '64')
  .option('--seconds <n>', 'of each measurement', '8')
  .option('--warm-up <n>', 'seconds of posting before it is measured', '8')
  .option('--rate <n>', 'transactions per second while events are timed', '100')
  .option('--subscribers <n>', 'each on a book of its own', '20')
  .parse()
  .opts<Record<'callers' | 'seconds' | 'warmUp' | 'rate' | 'subscribers', string>>();

const POST = `mutation ($input: PostTransactionInput!) {
  postTransaction(input: $input) { __typename ... on PostTransactionSuccess { transaction { id recordedAt } } } }`;

const POSTED = `subscription ($ledgerId: ID!) {
  transactionPosted(ledgerId: $ledgerId) { cursor occurredAt transaction { id description } } }`;

/** Posts one transaction over a keep-alive connection; resolves when it is answered. */
function poster(pool: Pool, token: string): (book: Book) => Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return async ({ ledgerId, cash, sales }) => {
    const amount = { amount: '1.00', currency: 'EUR' };
    const postings = [
      { accountId: cash, direction: 'DEBIT', amount },
      { accountId: sales, direction: 'CREDIT', amount },
    ];
    const variables = { input: { ledgerId, postings, description: 'bench', idempotencyKey: randomUUID() } };
    const body = JSON.stringify({ query: POST, variables });
    const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    const text = await response.body.text();
    if (!text.includes('PostTransactionSuccess')) throw new Error(text.slice(0, 300));
  };
}

/** Transactions per second of all callers together. */
async function throughput(
  post: (book: Book) => Promise<void>,
  book: Book,
  seconds = Number(options.seconds),
): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: Number(options.callers) }, async () => {
      for (; performance.now() < end; done += 1) await post(book);
    }),
  );
  return (done / (performance.now() - began)) * 1000;
}

/** Milliseconds from recordedAt to the client, sorted. */
async function latencies(
  post: (book: Book) => Promise<void>,
  url: string,
  token: string,
  books: readonly Book[],
) {
  const times: number[] = [];
  const sockets = await Promise.all(books.map((book) => subscribe(url, token, book, (ms) => times.push(ms))));
  await sleep(1_000);
  const pending: Promise<void>[] = [];
  const total = Number(options.rate) * Number(options.seconds);
  const began = performance.now();
  for (let sent = 0; sent < total; sent += 1) {
    const due = began + (sent * 1000) / Number(options.rate);
    if (due > performance.now()) await sleep(due - performance.now());
    pending.push(post(books[sent % books.length] as Book));
  }
  await Promise.all(pending);
  await sleep(1_000);
  for (const socket of sockets) socket.close();
  if (times.length !== total) console.log(`events received: ${times.length} of ${total}`);
  return times.sort((a, b) => a - b);
}

function subscribe(
  url: string,
  token: string,
  { ledgerId }: Book,
  onEvent: (ms: number) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    socket.on('message', (text) => {
      const { type, payload } = JSON.parse(String(text));
      if (type === 'connection_ack') {
        send({ id: '1', type: 'subscribe', payload: { query: POSTED, variables: { ledgerId } } });
        resolve(socket);
      }
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'next') {
        const now = performance.timeOrigin + performance.now();
        onEvent(now - new Date(payload.data.transactionPosted.occurredAt).getTime());
      }
    });
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function measure(mode: Mode): Promise<Record<string, string>> {
  let supergraph: TestSupergraph | undefined;
  const first = await timed(async () => {
    supergraph = await startSupergraph({ mode });
  });
  const running = supergraph as TestSupergraph;
  try {
    await running.signal('SIGINT');
    const later = await timed(() => running.start());
    const client = await running.client('bench');
    const token = await running.token('bench', 'alice');
    const books: Book[] = [];
    for (let i = 0; i < Number(options.subscribers); i += 1) books.push(await openBook(client));
    const pool = new Pool(new URL(running.url).origin, { connections: Number(options.callers) });
    const post = poster(pool, token);
    const book = books[0] as Book;
    const cold = await throughput(post, book, Number(options.warmUp));
    const perSecond = await throughput(post, book);
    const times = await latencies(post, running.url, token, books);
    await pool.close();
    const percentile = (p: number) => `${(times[Math.floor(times.length * p)] ?? 0).toFixed(1)} ms`;
    return {
      'first start': `${first.toFixed(1)} s`,
      'later start': `${later.toFixed(1)} s`,
      'postings/s just started': cold.toFixed(0),
      'postings/s': perSecond.toFixed(0),
      'commit to WebSocket p50': percentile(0.5),
      p95: percentile(0.95),
      p99: percentile(0.99),
    };
  } finally {
    await running.dispose();
  }
}

const table: Record<string, Record<string, string>> = {};
for (const mode of MODES) table[mode] = await measure(mode);
console.table(table);
