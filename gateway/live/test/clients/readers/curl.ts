import { type ChildProcess, spawn } from 'node:child_process';
import { interpret, MULTIPART, partsOf } from '../../stream-client.ts';
import { type OpenReader, type Posted, QUERY } from '../reader.ts';

interface Format {
  /** Headers of a request that goes on after `cursor`. */
  headers(cursor: string | undefined): readonly string[];
  variables(cursor: string | undefined): object;
  /** Results in what has come so far. */
  results(text: string): readonly unknown[];
}

const events: Format = {
  headers: (cursor) => ['accept: text/event-stream', ...(cursor ? [`last-event-id: ${cursor}`] : [])],
  variables: () => ({}),
  results: (text) => interpret(text).events.map(({ data }) => JSON.parse(data) as unknown),
};

const parts: Format = {
  headers: () => [`accept: ${MULTIPART}, application/json`],
  variables: (after) => ({ after }),
  results: (text) =>
    partsOf(text).bodies.flatMap((body) => (body as { readonly payload?: unknown }).payload ?? []),
};

const postedIn = (result: unknown): Posted =>
  (result as { data: { transactionPosted: Posted } }).data.transactionPosted;

/** curl, started again whenever its connection is lost. */
const curlOf =
  ({ headers, variables, results }: Format): OpenReader =>
  ({ url, token }) => {
    const seen: string[] = [];
    let running: ChildProcess | undefined;
    let cursor: string | undefined;
    let stopped = false;

    const start = (): void => {
      if (stopped) return;
      const all = [`authorization: Bearer ${token}`, ...headers(cursor)].flatMap((header) => ['-H', header]);
      const body = JSON.stringify({ query: QUERY, variables: variables(cursor) });
      const curl = spawn('curl', ['-sN', ...all, '--json', body, url]);
      let text = '';
      let taken = 0;
      curl.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const posted = results(text).map(postedIn);
        seen.push(...posted.slice(taken).map(({ transaction }) => transaction.id));
        taken = posted.length;
        cursor = posted.at(-1)?.cursor ?? cursor;
      });
      curl.once('close', start);
      running = curl;
    };
    start();
    return {
      seen,
      stop() {
        stopped = true;
        running?.kill();
      },
    };
  };

export const curlEvents: OpenReader = curlOf(events);
export const curlParts: OpenReader = curlOf(parts);
