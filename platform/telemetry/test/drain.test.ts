import { afterEach, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { createDrain, drainOnSignals } from '../drain.ts';

const lines: { part?: string }[] = [];
const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as { part?: string }) });

afterEach(() => {
  lines.length = 0;
  process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
});

test('stops what was started last first, one after the other, once', async () => {
  const stopped: string[] = [];
  const drain = createDrain(logger);
  for (const part of ['database', 'bus', 'server']) {
    drain.add(part, async () => {
      await Promise.resolve();
      stopped.push(part);
    });
  }
  expect(drain.draining).toBe(false);
  await Promise.all([drain.run(), drain.run()]);
  expect(drain.draining).toBe(true);
  expect(stopped).toEqual(['server', 'bus', 'database']);
});

test('a part that fails or hangs is named, and the others are still stopped', async () => {
  const stop = jest.fn(async () => {});
  const drain = createDrain(logger, 20);
  drain.add('database', stop);
  drain.add('hangs', () => new Promise(() => {}));
  drain.add('fails', () => Promise.reject(new Error('gone')));
  await drain.run();
  expect(stop).toHaveBeenCalledTimes(1);
  expect(lines.map(({ part }) => part)).toEqual(['fails', 'hangs']);
});

test('the first signal drains and exits with 0, a second one exits at once', async () => {
  const exit = jest.fn<(code: number) => void>();
  const stopping = Promise.withResolvers<void>();
  const drain = createDrain(logger);
  drain.add('server', () => stopping.promise);
  drainOnSignals(drain, exit);
  process.emit('SIGTERM');
  expect(exit).not.toHaveBeenCalled();
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledWith(130);
  stopping.resolve();
  await drain.run();
  await new Promise(setImmediate);
  expect(exit).toHaveBeenLastCalledWith(0);
});
