import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from 'platform/kernel/ids';
import {
  ask,
  CREATE,
  capture,
  confirm,
  create,
  errorCode,
  eventually,
  FIND,
  find,
  isSettlement,
  key,
  paymentOf,
} from './api.ts';
import { chargesOf, countOf } from './database.ts';
import { actorOf, startStack, type TestStack } from './stack.ts';

const alice = actorOf('acme');
let stack: TestStack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('createPayment', () => {
  test('makes a payment that is ready to be confirmed', async () => {
    const answer = await create(stack, alice);
    expect(answer).toMatchObject({
      __typename: 'CreatePaymentSuccess',
      payment: {
        status: 'REQUIRES_CONFIRMATION',
        amount: euros('10.00'),
        capturedAmount: { amount: '0.00' },
        settlement: { status: 'NONE', settledAt: null, refusalCode: null },
        ledgerTransaction: null,
      },
    });
    expect(await find(stack, alice, paymentOf(answer).id)).toEqual(answer.payment);
  });

  test('with confirm takes the money at once', async () => {
    const answer = await create(stack, alice, { confirm: true });
    expect(answer.payment).toMatchObject({ status: 'SUCCEEDED', capturedAmount: { amount: '10.00' } });
  });

  test.each([
    ['zero', '0'],
    ['negative', '-1'],
    ['of too many decimals', '1.005'],
    ['malformed', 'ten'],
    ['out of range', '9'.repeat(30)],
  ])('refuses an amount that is %s', async (_, amount) => {
    expect(await create(stack, alice, { amount: euros(amount) })).toMatchObject({
      __typename: 'InvalidAmount',
      code: 'INVALID_AMOUNT',
      path: ['input', 'amount'],
    });
  });

  test('refuses an unknown currency', async () => {
    const amount = { amount: '1', currency: 'XXX' };
    expect(await create(stack, alice, { amount })).toMatchObject({ __typename: 'InvalidAmount' });
  });

  test('takes a description of 1000 characters and no more', async () => {
    const input = (length: number) => ({
      input: { amount: euros('1'), idempotencyKey: key(), description: 'x'.repeat(length) },
    });
    expect(await errorCode(stack, alice, CREATE, input(1000))).toBeUndefined();
    expect(await errorCode(stack, alice, CREATE, input(1001))).toBe('BAD_USER_INPUT');
  });
});

describe('an idempotency key', () => {
  test('makes one payment of twenty racing callers, and one charge', async () => {
    const input = { confirm: true, idempotencyKey: key() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(stack, alice, input)));
    const ids = new Set(answers.map((answer) => paymentOf(answer).id));
    expect(ids.size).toBe(1);
    expect(new Set(answers.map((answer) => paymentOf(answer).status))).toEqual(new Set(['SUCCEEDED']));
    const [id = ''] = ids;
    expect(await chargesOf(stack.database, id)).toBe(1);
    expect(await countOf(stack.database, id, 'captured')).toBe(1);
  });

  test('with the same input has the same answer, whatever form the amount has', async () => {
    const idempotencyKey = key();
    const first = await create(stack, alice, { idempotencyKey, amount: euros('1.5') });
    const second = await create(stack, alice, { idempotencyKey, amount: euros('1.50') });
    expect(second).toEqual(first);
  });

  test('with the same input repeats a refusal', async () => {
    const input = { idempotencyKey: key(), amount: euros('0') };
    expect(await create(stack, alice, input)).toEqual(await create(stack, alice, input));
  });

  test('with other input is a conflict', async () => {
    const idempotencyKey = key();
    await create(stack, alice, { idempotencyKey, amount: euros('1') });
    expect(await create(stack, alice, { idempotencyKey, amount: euros('2') })).toMatchObject({
      __typename: 'IdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  test('captures once, of twenty racing callers', async () => {
    const { id } = paymentOf(await create(stack, alice, { confirm: true, captureMethod: 'MANUAL' }));
    const input = { paymentId: id, idempotencyKey: key() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => capture(stack, alice, input)));
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['CapturePaymentSuccess']));
    expect(await countOf(stack.database, id, 'captured')).toBe(1);
  });

  test('of each caller its own: one captures, the others are refused', async () => {
    const { id } = paymentOf(await create(stack, alice, { confirm: true, captureMethod: 'MANUAL' }));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => capture(stack, alice, { paymentId: id, amount: euros('2') })),
    );
    const kinds = answers.map(({ __typename }) => __typename).sort();
    expect(kinds).toEqual([
      'CapturePaymentSuccess',
      ...Array.from({ length: 4 }, () => 'InvalidPaymentState'),
    ]);
    expect(await countOf(stack.database, id, 'captured')).toBe(1);
  });
});

describe('confirmPayment', () => {
  test('takes the money of a payment that captures automatically', async () => {
    const { id } = paymentOf(await create(stack, alice));
    const confirmed = await confirm(stack, alice, { paymentId: id });
    expect(confirmed.payment).toMatchObject({ status: 'SUCCEEDED', capturedAmount: { amount: '10.00' } });
  });

  test('shows why the provider declined, and can be tried again', async () => {
    const description = 'sandbox:decline-once:insufficient_funds';
    const declined = paymentOf(await create(stack, alice, { description, confirm: true }));
    expect(declined).toMatchObject({
      status: 'REQUIRES_PAYMENT_METHOD',
      declineCode: 'insufficient_funds',
    });
    const again = await confirm(stack, alice, { paymentId: declined.id });
    expect(again.payment).toMatchObject({ status: 'SUCCEEDED', declineCode: null });
  });

  test('goes on when the customer has authenticated', async () => {
    const input = { description: 'sandbox:authenticate', confirm: true };
    const challenged = paymentOf(await create(stack, alice, input));
    expect(challenged.status).toBe('REQUIRES_ACTION');
    const again = await confirm(stack, alice, { paymentId: challenged.id });
    expect(again.payment).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('refuses a payment that has succeeded', async () => {
    const { id } = paymentOf(await create(stack, alice, { confirm: true }));
    expect(await confirm(stack, alice, { paymentId: id })).toMatchObject({
      __typename: 'InvalidPaymentState',
      code: 'INVALID_PAYMENT_STATE',
      path: ['input', 'paymentId'],
      status: 'SUCCEEDED',
    });
  });

  test.each([
    ['of nobody', newId('pay')],
    ['malformed', 'pay_1'],
    ['of another kind', newId('txn')],
  ])('refuses an id that is %s', async (_, paymentId) => {
    const unknown = { __typename: 'UnknownPayment', code: 'UNKNOWN_PAYMENT' };
    expect(await confirm(stack, alice, { paymentId })).toMatchObject(unknown);
    expect(await capture(stack, alice, { paymentId })).toMatchObject(unknown);
  });
});

describe('capturePayment', () => {
  const authorised = async (description?: string): Promise<string> => {
    const input = { confirm: true, captureMethod: 'MANUAL', description };
    const payment = paymentOf(await create(stack, alice, input));
    expect(payment).toMatchObject({ status: 'REQUIRES_CAPTURE', capturedAmount: { amount: '0.00' } });
    return payment.id;
  };

  test('takes a part, once', async () => {
    const paymentId = await authorised();
    const part = await capture(stack, alice, { paymentId, amount: euros('4.00') });
    expect(part.payment).toMatchObject({ status: 'SUCCEEDED', capturedAmount: { amount: '4.00' } });
    expect(await capture(stack, alice, { paymentId, amount: euros('1.00') })).toMatchObject({
      __typename: 'InvalidPaymentState',
      status: 'SUCCEEDED',
    });
  });

  test('takes all by default', async () => {
    const captured = await capture(stack, alice, { paymentId: await authorised() });
    expect(captured.payment).toMatchObject({ capturedAmount: { amount: '10.00' } });
  });

  test('refuses more than is authorised, and says how much is', async () => {
    const paymentId = await authorised();
    expect(await capture(stack, alice, { paymentId, amount: euros('10.01') })).toMatchObject({
      __typename: 'CaptureAmountExceeded',
      code: 'CAPTURE_AMOUNT_EXCEEDED',
      capturable: { amount: '10.00' },
    });
  });

  test.each([
    ['zero', euros('0')],
    ['of another currency', { amount: '1', currency: 'USD' }],
    ['of too many decimals', euros('1.001')],
  ])('refuses an amount that is %s', async (_, amount) => {
    const paymentId = await authorised();
    expect(await capture(stack, alice, { paymentId, amount })).toMatchObject({ __typename: 'InvalidAmount' });
  });

  test('of several refusals gives the first: unknown payment, amount, state, excess', async () => {
    const answers = async (paymentId: string, amount: string) =>
      (await capture(stack, alice, { paymentId, amount: euros(amount) })).__typename;
    const paid = paymentOf(await create(stack, alice, { confirm: true })).id;
    expect(await answers(newId('pay'), '1.001')).toBe('UnknownPayment');
    expect(await answers(paid, '1.001')).toBe('InvalidAmount');
    expect(await answers(paid, '99')).toBe('InvalidPaymentState');
    expect(await answers(await authorised(), '99')).toBe('CaptureAmountExceeded');
  });

  test('ends the payment when the authorisation has lapsed', async () => {
    const captured = await capture(stack, alice, { paymentId: await authorised('sandbox:expire') });
    expect(captured.payment).toMatchObject({ status: 'CANCELED', capturedAmount: { amount: '0.00' } });
  });
});

describe('a provider that does not answer', () => {
  test.each(['sandbox:timeout-after', 'sandbox:timeout-before'])(
    'after %s is asked, and charges once',
    async (description) => {
      const { id } = paymentOf(await create(stack, alice, { description, confirm: true }));
      await eventually(stack, alice, id, isSettlement('SETTLED'));
      expect(await chargesOf(stack.database, id)).toBe(1);
      expect(await countOf(stack.database, id, 'captured')).toBe(1);
    },
  );
});

describe('rights', () => {
  test('writing needs payments:write', async () => {
    const input = { amount: euros('1'), idempotencyKey: key() };
    expect(await errorCode(stack, actorOf('acme', ['payments:read']), CREATE, { input })).toBe('FORBIDDEN');
  });

  test('reading needs payments:read', async () => {
    const reader = actorOf('acme', ['payments:write']);
    expect(await errorCode(stack, reader, FIND, { id: newId('pay') })).toBe('FORBIDDEN');
    expect(await errorCode(stack, reader, '{ payments { nodes { id } } }')).toBe('FORBIDDEN');
  });

  test("another tenant's payment is as if it did not exist", async () => {
    const { id } = paymentOf(await create(stack, alice, { captureMethod: 'MANUAL', confirm: true }));
    const gina = actorOf('globex');
    expect(await find(stack, gina, id)).toBeNull();
    const unknown = { __typename: 'UnknownPayment' };
    expect(await confirm(stack, gina, { paymentId: id })).toMatchObject(unknown);
    expect(await capture(stack, gina, { paymentId: id })).toMatchObject(unknown);
    const entities = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Payment { status } } }`;
    const r = [{ __typename: 'Payment', id }];
    expect(await ask(stack, gina, entities, { r })).toEqual({ _entities: [null] });
  });
});
