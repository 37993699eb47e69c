import { describe, expect, test } from '@jest/globals';
import { fold } from 'platform/event-store/decider';
import { newId, parseTenantId, type TenantId } from 'platform/kernel/ids';
import { paymentDecider } from '../../domain/payment/decide.ts';
import type { PaymentEvent } from '../../domain/payment/events.ts';
import type { Payment, PaymentState } from '../../domain/payment/state.ts';
import {
  capturable,
  capturing,
  compensating,
  confirming,
  euros,
  ready,
  taken,
} from '../../domain/payment/test/history.ts';
import { carryOut } from '../carryOut.ts';
import { OutcomeUnknown, type PaymentProvider, type ProviderPayment } from '../provider.ts';

const tenantId = parseTenantId('acme') as TenantId;

const remote = (changes: Partial<ProviderPayment>): ProviderPayment => ({
  reference: 'ref',
  status: 'created',
  attempt: 0,
  declineCode: null,
  amount: euros(1000n),
  captured: euros(0n),
  refunded: euros(0n),
  ...changes,
});

const after = (...history: PaymentEvent[]): Payment =>
  fold<PaymentState, PaymentEvent>(paymentDecider.evolve, undefined, history) as Payment;

/** A provider of scripted answers that writes down what it was asked. */
function scripted(answers: {
  readonly fetch: (ProviderPayment | undefined)[];
  readonly act?: () => ProviderPayment;
}): { provider: PaymentProvider; asked: string[] } {
  const asked: string[] = [];
  const act = (name: string) => async (request: { readonly idempotencyKey: string }) => {
    asked.push(`${name} ${request.idempotencyKey.split('/').slice(1).join('/')}`);
    return (answers.act ?? fail)();
  };
  const provider: PaymentProvider = {
    name: 'scripted',
    testPaymentMethod: null,
    createPayment: async () => remote({}),
    confirm: act('confirm'),
    capture: act('capture'),
    cancel: act('cancel'),
    refund: act('refund'),
    fetch: async () => {
      asked.push('fetch');
      return answers.fetch.shift();
    },
  };
  return { provider, asked };
}

const fail = (): never => {
  throw new Error('the provider was not to be asked for this');
};
const silent = (): never => {
  throw new OutcomeUnknown('no answer');
};

const authorised = remote({ status: 'authorised', attempt: 1 });
const toConfirm = after(...ready('MANUAL'), confirming(1));

describe('carrying out', () => {
  test('asks first, and acts when nothing was done yet', async () => {
    const { provider, asked } = scripted({ fetch: [undefined], act: () => authorised });
    expect(await carryOut(provider, tenantId, toConfirm)).toMatchObject({ kind: 'authorised' });
    expect(asked).toEqual(['fetch', 'confirm confirm/1']);
  });

  test('does not act again on what was done', async () => {
    const { provider, asked } = scripted({ fetch: [authorised] });
    expect(await carryOut(provider, tenantId, toConfirm)).toMatchObject({ kind: 'authorised' });
    expect(asked).toEqual(['fetch']);
  });

  test('takes the answer to an earlier attempt for none', async () => {
    const declined = remote({ status: 'declined', attempt: 1, declineCode: 'card_declined' });
    const { provider, asked } = scripted({
      fetch: [declined],
      act: () => remote({ ...authorised, attempt: 2 }),
    });
    const second = after(...ready('MANUAL'), confirming(2));
    expect(await carryOut(provider, tenantId, second)).toMatchObject({ kind: 'authorised' });
    expect(asked).toEqual(['fetch', 'confirm confirm/2']);
  });

  test('resolves a missing answer by asking', async () => {
    const { provider, asked } = scripted({ fetch: [undefined, authorised], act: silent });
    expect(await carryOut(provider, tenantId, toConfirm)).toMatchObject({ kind: 'authorised' });
    expect(asked).toEqual(['fetch', 'confirm confirm/1', 'fetch']);
  });

  test('leaves an outcome unknown that cannot be learnt: it never acts twice', async () => {
    const { provider, asked } = scripted({ fetch: [undefined, undefined], act: silent });
    await expect(carryOut(provider, tenantId, toConfirm)).rejects.toThrow(OutcomeUnknown);
    expect(asked).toEqual(['fetch', 'confirm confirm/1', 'fetch']);
  });

  test('captures the amount that was asked for', async () => {
    const captured = remote({ status: 'captured', attempt: 1, captured: euros(400n) });
    const { provider, asked } = scripted({ fetch: [authorised], act: () => captured });
    const payment = after(...capturable, capturing(400n));
    expect(await carryOut(provider, tenantId, payment)).toMatchObject({
      kind: 'captured',
      amount: euros(400n),
    });
    expect(asked).toEqual(['fetch', 'capture capture']);
  });

  test('refunds captured money to compensate', async () => {
    const captured = remote({ status: 'captured', attempt: 1, captured: euros(1000n) });
    const refunded = remote({ ...captured, refunded: euros(1000n) });
    const { provider, asked } = scripted({ fetch: [captured], act: () => refunded });
    const payment = after(...taken, compensating);
    expect(await carryOut(provider, tenantId, payment)).toEqual({ kind: 'returned', amount: euros(1000n) });
    expect(asked).toEqual(['fetch', 'refund compensate']);
  });

  test('passes a fault of the provider on', async () => {
    const { provider } = scripted({ fetch: [undefined] });
    await expect(carryOut(provider, tenantId, { ...toConfirm, id: newId('pay') })).rejects.toThrow(
      'not to be asked',
    );
  });
});
