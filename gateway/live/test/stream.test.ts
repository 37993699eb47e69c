import { describe, expect, jest, test } from '@jest/globals';
import { eventAnswer } from '../event-answer.ts';
import { createEventStream, type StreamItem } from '../stream.ts';
import { testOutlet } from './outlet.ts';

/** Lets what is due at once happen. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function item(n: number, text: Promise<string> = Promise.resolve(`answer ${n}`)): StreamItem {
  const answer = eventAnswer(() => text);
  return { cursor: () => `cursor-${n}`, answer: () => answer };
}

function newStream(queueCapacity = 4, readAhead = 2) {
  const owner = { onTake: jest.fn(), onHand: jest.fn(), onEnd: jest.fn(), onDrained: jest.fn() };
  const stream = createEventStream({ queueCapacity, readAhead }, owner);
  const outlet = testOutlet();
  return { ...owner, stream, outlet };
}

/** One that has begun, before an outlet that takes nothing. */
function blockedStream(queueCapacity = 4, readAhead = 2) {
  const made = newStream(queueCapacity, readAhead);
  made.outlet.ready = false;
  made.stream.start(made.outlet);
  const take = async () => {
    made.outlet.ready = true;
    made.stream.resume();
    await settled();
  };
  return { ...made, take };
}

describe('a stream', () => {
  test('sends in order what was pushed, before and after it starts', async () => {
    const { stream, outlet } = newStream();
    stream.push(item(1));
    await settled();
    expect(outlet.sent).toEqual([]);
    stream.start(outlet);
    stream.push(item(2));
    await settled();
    expect(outlet.sent).toEqual(['answer 1', 'answer 2']);
  });

  test('keeps the order also when a later answer is there first', async () => {
    const { stream, outlet } = newStream();
    const slow = Promise.withResolvers<string>();
    stream.start(outlet);
    stream.push(item(1, slow.promise));
    stream.push(item(2));
    await settled();
    expect(outlet.sent).toEqual([]);
    slow.resolve('answer 1');
    await settled();
    expect(outlet.sent).toEqual(['answer 1', 'answer 2']);
  });

  test('sends nothing while its outlet takes nothing, and all of it when it does again', async () => {
    const { stream, outlet, take } = blockedStream();
    for (const n of [1, 2, 3]) stream.push(item(n));
    await settled();
    expect([outlet.sent.length, stream.waiting()]).toEqual([0, 3]);
    await take();
    expect(outlet.sent).toEqual(['answer 1', 'answer 2', 'answer 3']);
  });

  test('resolves no more than readAhead items before they are taken', () => {
    const { stream } = blockedStream(4, 2);
    const started: number[] = [];
    for (const n of [1, 2, 3, 4]) {
      const { answer } = item(n);
      stream.push({
        cursor: undefined,
        answer() {
          started.push(n);
          return answer();
        },
      });
    }
    expect(started).toEqual([1, 2]);
  });

  test('refuses what is over its capacity', () => {
    const { stream } = blockedStream(2);
    expect([1, 2, 3].map((n) => stream.push(item(n)))).toEqual([true, true, false]);
    expect(stream.isFull()).toBe(true);
  });

  test('tells when three quarters have been taken', async () => {
    const { stream, outlet, onDrained, take } = blockedStream(4);
    for (const n of [1, 2, 3, 4]) stream.push(item(n));
    const waiting: number[] = [];
    onDrained.mockImplementation(() => void waiting.push(stream.waiting()));
    await take();
    expect([outlet.sent.length, waiting[0]]).toEqual([4, 1]);
  });

  test('is idle only when it has started and all was sent', async () => {
    const { stream, outlet } = newStream();
    expect(stream.isIdle()).toBe(false);
    stream.start(outlet);
    expect(stream.isIdle()).toBe(true);
    stream.push(item(1));
    expect(stream.isIdle()).toBe(false);
    await settled();
    expect(stream.isIdle()).toBe(true);
    outlet.ready = false;
    stream.push(item(2));
    expect(stream.isIdle()).toBe(false);
  });

  test('says how many wait, and when one is taken', async () => {
    const { stream, onHand, take } = blockedStream();
    for (const n of [1, 2, 3]) stream.push(item(n));
    expect([stream.waiting(), onHand.mock.calls.length]).toEqual([3, 0]);
    await take();
    expect([stream.waiting(), onHand.mock.calls.length]).toEqual([0, 3]);
  });

  test('knows the cursor of what was taken last', async () => {
    const { stream, take } = blockedStream();
    stream.push(item(1));
    expect(stream.taken()).toBeUndefined();
    await take();
    expect(stream.taken()).toBe('cursor-1');
  });

  test('sends nothing more once it is cancelled, not even what is being resolved', async () => {
    const { stream, outlet, onEnd } = newStream();
    const slow = Promise.withResolvers<string>();
    stream.start(outlet);
    stream.push(item(1, slow.promise));
    stream.push(item(2));
    stream.cancel();
    slow.resolve('answer 1');
    await settled();
    expect([outlet.sent, outlet.ends]).toEqual([[], []]);
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(stream.push(item(3))).toBe(false);
  });

  test('that fails sends what is in hand, drops what waits, and ends with the error once', async () => {
    const { stream, outlet, onEnd } = newStream();
    const slow = Promise.withResolvers<string>();
    stream.start(outlet);
    stream.push(item(1, slow.promise));
    stream.push(item(2));
    stream.fail(new Error('too slow'));
    stream.fail(new Error('again'));
    expect(outlet.ends).toEqual([]);
    slow.resolve('answer 1');
    await settled();
    expect([outlet.sent, outlet.ends]).toEqual([['answer 1'], [new Error('too slow')]]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('that fails before an outlet that takes nothing tells it all the same', () => {
    const { stream, outlet } = blockedStream();
    stream.push(item(1));
    stream.fail(new Error('too slow'));
    expect(outlet.ends).toEqual([new Error('too slow')]);
  });

  test('that fails before it starts tells its outlet when it does', () => {
    const { stream, outlet } = newStream();
    stream.fail(new Error('token expired'));
    stream.start(outlet);
    expect(outlet.ends).toEqual([new Error('token expired')]);
  });

  test('can be failed before an item is taken, which then is not', async () => {
    const { stream, outlet, onTake, take } = blockedStream();
    stream.push(item(1));
    stream.push(item(2));
    onTake.mockImplementationOnce(() => {});
    onTake.mockImplementationOnce(() => stream.fail(new Error('token revoked')));
    await take();
    expect([outlet.sent, outlet.ends]).toEqual([['answer 1'], [new Error('token revoked')]]);
    expect(stream.taken()).toBe('cursor-1');
  });

  test('that completes sends what waits first', async () => {
    const { stream, outlet, onEnd, take } = blockedStream();
    stream.push(item(1));
    stream.complete();
    expect([outlet.ends, stream.push(item(2))]).toEqual([[], false]);
    await take();
    expect([outlet.sent, outlet.ends]).toEqual([['answer 1'], [undefined]]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('that completes and then fails sends no more of what waits', async () => {
    const { stream, outlet, onEnd, take } = blockedStream();
    stream.push(item(1));
    stream.complete();
    stream.fail(new Error('token revoked'));
    await take();
    expect([outlet.sent, outlet.ends]).toEqual([[], [new Error('token revoked')]]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});
