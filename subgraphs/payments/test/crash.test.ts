import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEventStore } from 'platform/event-store/store';
import { PAYMENT_EVENTS } from '../contract/events.ts';
import { OutcomeUnknown, type PaymentProvider } from '../providers/provider.ts';
import { openSandbox, type Sandbox } from '../providers/sandbox/sandbox.ts';
import { project } from '../read-models/payments/projection.ts';
import { createPaymentStore } from '../storage/stores/payments.ts';
import { createPayment } from '../use-cases/createPayment.ts';
import type { Services } from '../use-cases/services.ts';
import { eventually, isSettlement, key } from './api.ts';
import { chargesOf, countOf } from './database.ts';
import { actorOf, openStack, type TestStack } from './stack.ts';

const alice = actorOf('acme');
let stack: TestStack;
let sandbox: Sandbox;

beforeAll(async () => {
  stack = await openStack();
  sandbox = openSandbox({ databaseUrl: stack.database.urls.app });
});
afterAll(async () => {
  await sandbox.close();
  await stack.close();
});

const dead = (): never => {
  throw new OutcomeUnknown('the process is dead');
};

/** A process that commits the request and dies; `provider` says how far it still came. */
async function requestAndDie(provider: PaymentProvider): Promise<string> {
  const { database, platform } = stack;
  const eventStore = createEventStore({ source: 'payments', events: PAYMENT_EVENTS });
  const services: Services = {
    unitOfWork: database.unitOfWork,
    payments: createPaymentStore(eventStore, project),
    provider,
    key: platform.key,
    logger: platform.logger,
  };
  const cause = { actor: alice.id, correlationId: 'req', causationId: 'req' };
  const created = await createPayment(
    services,
    { actor: alice, cause },
    {
      amount: { amount: '10', currency: 'EUR' },
      captureMethod: 'AUTOMATIC',
      description: null,
      confirm: true,
      idempotencyKey: key(),
      input: {},
    },
  );
  expect(created).toMatchObject({ ok: true, value: { status: 'PROCESSING' } });
  return created.ok ? created.value.id : '';
}

test('what was asked before the crash is carried out after it, once', async () => {
  const beforeTheCall = await requestAndDie({ ...sandbox, fetch: async () => dead() });
  const afterTheCharge = await requestAndDie({
    ...sandbox,
    confirm: async (request) => {
      await sandbox.confirm(request);
      return dead();
    },
    fetch: countingFetch(1),
  });
  expect(await chargesOf(stack.database, beforeTheCall)).toBe(0);
  expect(await chargesOf(stack.database, afterTheCharge)).toBe(1);

  stack.start();

  for (const id of [beforeTheCall, afterTheCharge]) {
    await eventually(stack, alice, id, isSettlement('SETTLED'));
    expect(await chargesOf(stack.database, id)).toBe(1);
    expect(await countOf(stack.database, id, 'captured')).toBe(1);
  }
});

/** Answers so many times, then the process is dead. */
function countingFetch(times: number): PaymentProvider['fetch'] {
  let left = times;
  return async (...request) => (left-- > 0 ? sandbox.fetch(...request) : dead());
}
