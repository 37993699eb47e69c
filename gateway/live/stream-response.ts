import type { ServerResponse } from 'node:http';
import { answerText } from '../executor/answer.ts';
import type { Answers } from './answers.ts';
import type { Begun } from './begin.ts';
import type { LiveLimits } from './limits.ts';
import type { StreamFormat } from './stream-format.ts';

export interface StreamOptions {
  readonly begun: Begun;
  readonly format: StreamFormat;
  /** Its head has been written. */
  readonly response: ServerResponse;
  readonly answers: Answers;
  readonly limits: Pick<LiveLimits, 'cursorIntervalMs' | 'unreadTimeoutMs'>;
  /** An error that comes now is that of the gateway, which stops. */
  readonly isStopping: () => boolean;
}

/**
 * Writes an operation on a response, to its end or until the client is gone. The next result is asked for when the one
 * before was taken: what comes meanwhile waits in the subscription's queue, which has a bound.
 */
export async function writeStream(options: StreamOptions): Promise<void> {
  const { begun, format, response, limits } = options;
  const { live, results } = begun;
  const beat = () => {
    if (response.writable && !response.writableNeedDrain) response.write(format.heartbeat(live?.cursor()));
  };
  const leave = () => void results.return?.();
  response.once('close', leave);
  response.write(format.opening);
  const beating = setInterval(beat, limits.cursorIntervalMs);
  // Once the subscription's reader waits, so that a client that gets no event for long knows where it began.
  setImmediate(beat);
  const last = await writeResults(options);
  clearInterval(beating);
  response.off('close', leave);
  if (response.destroyed) return;
  response.end(last);
  await passed(response, ['close'], limits.unreadTimeoutMs);
}

/** Returns the last bytes, which say how it ended. */
async function writeResults({ begun, format, response, answers, limits, isStopping }: StreamOptions) {
  const { live, results } = begun;
  try {
    for await (const result of results) {
      const isTaken = response.write(format.next(answerText(answers.result(result)), live?.stream.taken()));
      if (!isTaken) await passed(response, ['drain', 'close'], limits.unreadTimeoutMs);
    }
    return format.closing;
  } catch (caught) {
    const error = answers.error(answers.refusal(caught));
    const cursor = error.extensions?.cursor as string | undefined;
    if (isStopping()) return format.restart(error, cursor);
    return format.failure(error, cursor) + format.closing;
  }
}

/** Resolves at the first of the events; a client that has not read by then is dropped. */
function passed(response: ServerResponse, events: readonly string[], timeoutMs: number): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => response.destroy(), timeoutMs);
    const done = () => {
      clearTimeout(late);
      for (const event of events) response.off(event, done);
      resolve();
    };
    for (const event of events) response.on(event, done);
  });
}
