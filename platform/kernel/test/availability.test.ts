import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createAvailability, PROBE_MS } from '../availability.ts';

const SOON_MS = 5;

/** Something that answers when it is told to. */
function asked() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { promise, answer: () => resolve('answer'), fail: () => reject(new Error('lost')) };
}

test('What answers may be asked, by many at once', async () => {
  const availability = createAvailability();
  const [one, two] = [asked(), asked()];
  const answers = [availability.watch(one.promise, SOON_MS), availability.watch(two.promise, SOON_MS)];
  expect(availability.mayTry()).toBe(true);
  one.answer();
  two.answer();
  expect(await Promise.all(answers)).toEqual(['answer', 'answer']);
});

test('After a failure nobody may ask for a moment, and then one', async () => {
  const availability = createAvailability();
  const one = asked();
  const answer = availability.watch(one.promise, SOON_MS);
  one.fail();
  await expect(answer).rejects.toThrow('lost');
  expect(availability.mayTry()).toBe(false);
  await sleep(PROBE_MS + 1);
  expect(availability.mayTry()).toBe(true);
  void availability.watch(asked().promise, SOON_MS).catch(() => {});
  expect(availability.mayTry()).toBe(false);
});

test('An answer that is late is a failure for who waits, and says that it is back', async () => {
  const availability = createAvailability();
  const one = asked();
  await expect(availability.watch(one.promise, SOON_MS)).rejects.toThrow('no answer in time');
  await sleep(PROBE_MS + 1);
  expect(availability.mayTry()).toBe(false);
  one.answer();
  await availability.settled();
  expect(availability.mayTry()).toBe(true);
});

test('Time in which this process was kept from running is not held against who answers', async () => {
  const availability = createAvailability();
  const one = asked();
  const answer = availability.watch(one.promise, 50);
  setImmediate(() => {
    const untilMs = performance.now() + 200;
    while (performance.now() < untilMs); // nothing else runs
    setTimeout(one.answer, 1);
  });
  expect(await answer).toBe('answer');
});
