import type { ServerResponse } from 'node:http';
import type { Answers } from './answers.ts';
import type { Begun } from './begin.ts';
import type { CursorPulse } from './cursor-pulse.ts';
import type { LiveLimits } from './limits.ts';
import type { StreamFormat } from './stream-format.ts';

export interface StreamOptions {
  readonly begun: Begun;
  readonly format: StreamFormat;
  /** Its head has been written. */
  readonly response: ServerResponse;
  readonly answers: Answers;
  /** Also tells a client without a cursor that the stream is alive. */
  readonly cursorPulse: CursorPulse;
  readonly limits: Pick<LiveLimits, 'unreadTimeoutMs'>;
  /** An error that comes now is the gateway's: the client should come back. */
  readonly isEnding: () => boolean;
}

/**
 * Writes an operation on a response. Resolves at its end or when the client is gone. Nothing is written while the client
 * has not taken what was: what comes meanwhile waits in the subscription's queue, which has a bound.
 */
export async function writeStream(options: StreamOptions): Promise<void> {
  const { begun, format, response, cursorPulse, limits } = options;
  const { operation, live } = begun;
  const beat = () => {
    if (response.writable && !response.writableNeedDrain) response.write(format.heartbeat(live?.cursor()));
  };
  response.write(format.opening);
  const told = { tellCursors: beat };
  cursorPulse.add(told);
  // Once the operation has nothing to send, so that a client that gets no event for long knows where it began.
  setImmediate(beat);
  const last = await written(options);
  cursorPulse.remove(told);
  if (response.destroyed) return operation.cancel();
  response.end(last);
  await passed(response, ['close'], limits.unreadTimeoutMs);
}

/** Resolves with the last bytes, which say how it ended; with none when the client was gone first. */
function written(options: StreamOptions): Promise<string> {
  const { begun, format, response, limits } = options;
  const { operation } = begun;
  return new Promise((resolve) => {
    let isBlocked = false;
    response.once('close', () => resolve(''));
    const resume = () => {
      isBlocked = false;
      operation.resume();
    };
    operation.start({
      isReady() {
        if (!response.writableNeedDrain) return true;
        if (!isBlocked) void passed(response, ['drain', 'close'], limits.unreadTimeoutMs).then(resume);
        isBlocked = true;
        return false;
      },
      next: (text, cursor) => void response.write(format.next(text, cursor?.())),
      end: (error) => resolve(endingOf(options, error)),
    });
  });
}

function endingOf({ format, answers, isEnding }: StreamOptions, error: unknown): string {
  if (error === undefined) return format.closing;
  const shown = answers.error(answers.refusal(error));
  const cursor = shown.extensions?.cursor as string | undefined;
  if (isEnding()) return format.restart(shown, cursor);
  return format.failure(shown, cursor) + format.closing;
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
