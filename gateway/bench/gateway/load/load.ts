import { isDeepStrictEqual } from 'node:util';
import { type Answer, openConnection, type Request } from './connection.ts';
import { quantile } from './figures.ts';
import { requestWriter, type Target } from './request.ts';

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Each request by another visitor, so that no two have a fetch in common. */
  readonly varied: boolean;
}

export interface Measured {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds from sending a request to the last byte of its answer. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Requests that were not answered, or not with the expected data. */
  readonly failures: number;
}

/** Of so many answers one is compared as a whole; of the others status and length are looked at. */
const COMPARED = 256;

/** What every answer must bring: `data`, and no errors. */
export type Expected = Readonly<Record<string, unknown>>;

/** Sends requests over so many connections, each the next one when the one before is answered. */
export async function load(target: Target, expected: Expected, options: Load): Promise<Measured> {
  const next = requestWriter(target, options.varied);
  const isRight = checker(expected);
  const times: number[] = [];
  let failures = 0;
  const began = performance.now();
  const until = began + options.seconds * 1000;
  const answered = (answer: Answer | undefined, ms: number): void => {
    times.push(ms);
    if (!isRight(answer)) failures += 1;
  };
  const request = () => ({ text: next(), keepBody: times.length % COMPARED === 0 });
  const port = Number(new URL(target.url).port);
  await Promise.all(
    Array.from({ length: options.connections }, () => keepSending({ port, until, request, answered })),
  );
  const elapsed = (performance.now() - began) / 1000;
  const quantiles = { p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: quantile(times, 1) };
  return { requests: times.length, perSecond: times.length / elapsed, ...quantiles, failures };
}

interface Sending {
  readonly port: number;
  readonly until: number;
  readonly request: () => Request;
  readonly answered: (answer: Answer | undefined, ms: number) => void;
}

/** Over one connection, and a new one whenever it breaks. */
function keepSending({ port, until, request, answered }: Sending): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let connection = openConnection(port);
  const send = (): void => {
    const sent = performance.now();
    if (sent < until) connection.send(request(), (answer) => next(answer, performance.now() - sent));
    else {
      connection.close();
      resolve();
    }
  };
  const next = (answer: Answer | undefined, ms: number): void => {
    answered(answer, ms);
    if (!answer) connection = openConnection(port);
    send();
  };
  send();
  return promise;
}

function checker(expected: Expected): (answer: Answer | undefined) => boolean {
  const least = Buffer.byteLength(JSON.stringify({ data: expected }));
  return (answer) => {
    if (answer?.status !== 200 || answer.length < least) return false;
    if (answer.body === undefined) return true;
    const { data, errors } = JSON.parse(answer.body);
    return !errors && isDeepStrictEqual(data, expected);
  };
}
