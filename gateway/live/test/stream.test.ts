import { describe, expect, jest, test } from '@jest/globals';
import { createEventStream, type StreamItem } from '../stream.ts';

const item = (n: number, result = Promise.resolve({ data: { n } })): StreamItem => ({
  cursor: () => `cursor-${n}`,
  result: () => result,
});

function newStream(capacity = 4, readAhead = 2) {
  const onEnd = jest.fn();
  const onDrained = jest.fn();
  const onTake = jest.fn();
  const onHand = jest.fn();
  const stream = createEventStream({ capacity, readAhead, onTake, onHand, onEnd, onDrained });
  return { stream, onTake, onHand, onEnd, onDrained };
}

describe('a stream', () => {
  test('hands out in order what was pushed, before and while the reader waits', async () => {
    const { stream } = newStream();
    stream.push(item(1));
    const first = await stream.next();
    const second = stream.next();
    stream.push(item(2));
    expect([first.value, (await second).value]).toEqual([{ data: { n: 1 } }, { data: { n: 2 } }]);
  });

  test('keeps the order also when a later result is there first', async () => {
    const { stream } = newStream();
    const slow = Promise.withResolvers<{ data: { n: number } }>();
    stream.push(item(1, slow.promise));
    stream.push(item(2));
    const first = stream.next();
    slow.resolve({ data: { n: 1 } });
    expect([(await first).value, (await stream.next()).value]).toEqual([
      { data: { n: 1 } },
      { data: { n: 2 } },
    ]);
  });

  test('resolves no more than readAhead items before they are taken', async () => {
    const { stream } = newStream(4, 2);
    const started: number[] = [];
    for (const n of [1, 2, 3, 4])
      stream.push({ cursor: String, result: () => Promise.resolve({ data: { n: started.push(n) } }) });
    expect(started).toEqual([1, 2]);
  });

  test('refuses what is over its capacity', () => {
    const { stream } = newStream(2);
    expect([1, 2, 3].map((n) => stream.push(item(n)))).toEqual([true, true, false]);
    expect(stream.isFull()).toBe(true);
  });

  test('tells when three quarters have been taken', async () => {
    const { stream, onDrained } = newStream(4);
    for (const n of [1, 2, 3, 4]) stream.push(item(n));
    await stream.next();
    await stream.next();
    expect(onDrained).not.toHaveBeenCalled();
    await stream.next();
    expect(onDrained).toHaveBeenCalled();
  });

  test('is idle only while its reader waits', async () => {
    const { stream } = newStream();
    expect(stream.isIdle()).toBe(false);
    void stream.next();
    expect(stream.isIdle()).toBe(true);
    stream.push(item(1));
    expect(stream.isIdle()).toBe(false);
  });

  test('says how many wait, and when one is handed out', async () => {
    const { stream, onHand } = newStream();
    const first = stream.next();
    for (const n of [1, 2, 3]) stream.push(item(n));
    await first;
    expect([stream.waiting(), onHand.mock.calls.length]).toEqual([2, 1]);
    await stream.next();
    expect([stream.waiting(), onHand.mock.calls.length]).toEqual([1, 2]);
  });

  test('knows the cursor of what was taken last', async () => {
    const { stream } = newStream();
    stream.push(item(1));
    stream.push(item(2));
    expect(stream.taken()).toBeUndefined();
    await stream.next();
    expect(stream.taken()).toBe('cursor-1');
  });

  test('ends at once when returned from outside, also while its reader waits', async () => {
    const { stream, onEnd } = newStream();
    const waiting = stream.next();
    await stream.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(stream.push(item(1))).toBe(false);
  });

  test('gives nothing more after return, not even what is being resolved', async () => {
    const { stream } = newStream();
    const slow = Promise.withResolvers<{ data: { n: number } }>();
    stream.push(item(1, slow.promise));
    const waiting = stream.next();
    await stream.return();
    slow.resolve({ data: { n: 1 } });
    expect((await waiting).done).toBe(true);
  });

  test('that fails drops what waits, and its reader gets the error once', async () => {
    const { stream, onEnd } = newStream();
    stream.push(item(1));
    stream.fail(new Error('too slow'));
    await expect(stream.next()).rejects.toThrow('too slow');
    expect((await stream.next()).done).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('can be failed before an item is taken, which then is not', async () => {
    const { stream, onTake } = newStream();
    stream.push(item(1));
    stream.push(item(2));
    await stream.next();
    onTake.mockImplementationOnce(() => stream.fail(new Error('token revoked')));
    await expect(stream.next()).rejects.toThrow('token revoked');
    expect(stream.taken()).toBe('cursor-1');
  });

  test('that fails wakes a reader that waits', async () => {
    const { stream } = newStream();
    const waiting = stream.next();
    stream.fail(new Error('token expired'));
    await expect(waiting).rejects.toThrow('token expired');
  });
});
