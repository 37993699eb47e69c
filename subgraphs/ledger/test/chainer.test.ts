import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';

let audited: AuditedLedger;
beforeAll(async () => {
  audited = await startAuditedLedger();
});
afterAll(() => audited.close());

test('a chainer whose session has ended does not say that it leads, though it rests', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  const chainer = audited.startChainer();
  await audited.untilLeading(1);
  await audited.endLead();
  await audited.untilLeading(0);
  expect(chainer.healthy()).toBe(false);
  jest.useRealTimers();
});
