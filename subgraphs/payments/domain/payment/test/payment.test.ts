import { describe, test } from '@jest/globals';
import { formatInstant, instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId } from 'platform/kernel/ids';
import { moneyOf, moneyToWire } from 'platform/kernel/money';
import { given as givenHistory } from 'platform/testing/given';
import { paymentCanceled, paymentCompensated, paymentSettled } from '../../../contract/events.ts';
import type { ProviderOutcome, RecordOutcome } from '../commands.ts';
import { paymentDecider } from '../decide.ts';
import { happened, type PaymentEvent } from '../events.ts';
import {
  captureAmountExceeded,
  invalidAmount,
  invalidPaymentState,
  NOT_POSITIVE,
  unknownPayment,
} from '../refusals.ts';
import type { PendingOperation } from '../state.ts';
import {
  attached,
  authorised,
  booking,
  capturable,
  captured,
  capturing,
  card,
  challenged,
  compensating,
  confirming,
  created,
  declined,
  euros,
  paymentId,
  ready,
  taken,
} from './history.ts';

const given = (...history: PaymentEvent[]) => givenHistory(paymentDecider, history);

const create = {
  kind: 'CreatePayment',
  paymentId,
  amount: euros(1000n),
  captureMethod: 'AUTOMATIC',
  description: null,
  paymentMethod: card,
  confirm: false,
} as const;
const confirm = { kind: 'ConfirmPayment', paymentMethod: card } as const;
const capture = (minor: bigint | null) =>
  ({ kind: 'CapturePayment', amount: minor === null ? null : euros(minor) }) as const;
const outcomeOf = (operation: PendingOperation, outcome: ProviderOutcome): RecordOutcome => ({
  kind: 'RecordOutcome',
  operation,
  outcome,
  booking,
});
const first: PendingOperation = { kind: 'confirm', attempt: 1 };
const authorisation = { kind: 'authorised', amount: euros(1000n), reference: 'ref' } as const;
const charge = {
  kind: 'captured',
  authorised: euros(1000n),
  amount: euros(1000n),
  reference: 'ref',
} as const;

describe('creating', () => {
  test('attaches the payment method that came with it', () => {
    given().when(create).then([created(), attached]);
  });

  test('can ask for confirmation at once', () => {
    given()
      .when({ ...create, confirm: true })
      .then([created(), attached, confirming(1)]);
  });

  test('without a payment method waits for one', () => {
    given()
      .when({ ...create, paymentMethod: null, confirm: true })
      .then([created()]);
  });

  test('needs an amount greater than zero', () => {
    given()
      .when({ ...create, amount: euros(0n) })
      .thenRefused(invalidAmount(NOT_POSITIVE));
  });
});

describe('confirming', () => {
  test('asks the provider for the first time', () => {
    given(...ready())
      .when(confirm)
      .then([confirming(1)]);
  });

  test('after a decline attaches a payment method again and counts another attempt', () => {
    given(...ready(), confirming(1), declined(1))
      .when(confirm)
      .then([attached, confirming(2)]);
  });

  test('after the customer has authenticated goes on with another attempt', () => {
    given(...ready(), confirming(1), challenged(1))
      .when(confirm)
      .then([confirming(2)]);
  });

  test('needs a payment method', () => {
    given(created())
      .when({ ...confirm, paymentMethod: null })
      .thenRefused(invalidPaymentState('REQUIRES_PAYMENT_METHOD'));
  });

  test('is refused while the provider has not answered', () => {
    given(...ready(), confirming(1))
      .when(confirm)
      .thenRefused(invalidPaymentState('PROCESSING'));
  });

  test('is refused when the money was taken', () => {
    given(...taken)
      .when(confirm)
      .thenRefused(invalidPaymentState('SUCCEEDED'));
  });

  test('is refused for a payment that does not exist', () => {
    given().when(confirm).thenRefused(unknownPayment);
  });
});

describe('the outcome of a confirmation', () => {
  const asked = [...ready(), confirming(1)];

  test.each<[string, ProviderOutcome, PaymentEvent[]]>([
    ['a challenge', { kind: 'actionRequired' }, [challenged(1)]],
    ['a decline', { kind: 'declined', code: 'insufficient_funds' }, [declined(1)]],
    ['an authorisation', authorisation, [authorised()]],
    ['an authorisation with its capture', charge, [authorised(), captured()]],
    ['a cancellation', { kind: 'canceled' }, [happened(paymentCanceled, { paymentId })]],
  ])('%s is recorded', (_, outcome, events) => {
    given(...asked)
      .when(outcomeOf(first, outcome))
      .then(events);
  });

  test('is recorded once', () => {
    given(...asked, authorised())
      .when(outcomeOf(first, authorisation))
      .thenNothing();
  });

  test('of an earlier attempt is not taken for the present one', () => {
    given(...asked, declined(1), attached, confirming(2))
      .when(outcomeOf(first, authorisation))
      .thenNothing();
  });

  test('never authorises more than was asked for', () => {
    given(...asked)
      .when(outcomeOf(first, { ...authorisation, amount: euros(1001n) }))
      .thenFails('no more is authorised');
  });

  test('never captures more than is authorised', () => {
    given(...asked)
      .when(outcomeOf(first, { ...charge, authorised: euros(900n) }))
      .thenFails('no more is captured');
  });
});

describe('capturing', () => {
  test('takes all that is authorised by default', () => {
    given(...capturable)
      .when(capture(null))
      .then([capturing(1000n)]);
  });

  test('can take a part', () => {
    given(...capturable)
      .when(capture(400n))
      .then([capturing(400n)]);
  });

  test('never takes more than is authorised', () => {
    given(...capturable)
      .when(capture(1001n))
      .thenRefused(captureAmountExceeded(euros(1000n)));
  });

  test('happens once', () => {
    given(...capturable, capturing(400n), captured(400n))
      .when(capture(100n))
      .thenRefused(invalidPaymentState('SUCCEEDED'));
  });

  test('is refused while another capture is with the provider', () => {
    given(...capturable, capturing(400n))
      .when(capture(100n))
      .thenRefused(invalidPaymentState('PROCESSING'));
  });

  test('is refused before authorisation', () => {
    given(...ready('MANUAL'))
      .when(capture(null))
      .thenRefused(invalidPaymentState('REQUIRES_CONFIRMATION'));
  });

  test('needs an amount greater than zero', () => {
    given(...capturable)
      .when(capture(0n))
      .thenRefused(invalidAmount(NOT_POSITIVE));
  });

  test("needs the payment's currency", () => {
    given(...capturable)
      .when({ kind: 'CapturePayment', amount: moneyOf(100n, 'USD' as CurrencyCode) })
      .thenRefused(invalidAmount('The payment is in EUR.'));
  });

  test('is recorded with what the provider took', () => {
    given(...capturable, capturing(400n))
      .when(outcomeOf({ kind: 'capture', amount: euros(400n) }, { ...charge, amount: euros(400n) }))
      .then([captured(400n)]);
  });
});

describe('booking', () => {
  const settledAt = instantOf(1_700_000_000_000_001n);
  const settle = { kind: 'SettlePayment', transactionId: booking.transactionId, settledAt } as const;
  const settled = happened(paymentSettled, {
    paymentId,
    transactionId: booking.transactionId,
    settledAt: formatInstant(settledAt),
  });
  const compensate = {
    kind: 'CompensatePayment',
    transactionId: booking.transactionId,
    refusalCode: 'UNKNOWN_ACCOUNT',
  } as const;
  const back = outcomeOf({ kind: 'compensate' }, { kind: 'returned', amount: euros(1000n) });
  const compensated = happened(paymentCompensated, {
    paymentId,
    transactionId: booking.transactionId,
    amount: moneyToWire(euros(1000n)),
  });

  test('settles the payment when the ledger posted it', () => {
    given(...taken)
      .when(settle)
      .then([settled]);
  });

  test('settles it once', () => {
    given(...taken, settled)
      .when(settle)
      .thenNothing();
  });

  test('asks for the money to go back when the ledger refused', () => {
    given(...taken)
      .when(compensate)
      .then([compensating]);
  });

  test('asks for it once', () => {
    given(...taken, compensating)
      .when(compensate)
      .thenNothing();
    given(...taken, compensating, compensated)
      .when(compensate)
      .thenNothing();
  });

  test('records that the money went back, once', () => {
    given(...taken, compensating)
      .when(back)
      .then([compensated]);
    given(...taken, compensating, compensated)
      .when(back)
      .thenNothing();
  });

  test('never both settles and compensates', () => {
    given(...taken, settled)
      .when(compensate)
      .thenFails('does not refuse what it posted');
    given(...taken, compensating)
      .when(settle)
      .thenFails('does not post what it refused');
  });

  test('is only by the transaction that was made for it', () => {
    given(...taken)
      .when({ ...settle, transactionId: newId('txn') })
      .thenFails('is booked as');
  });
});
