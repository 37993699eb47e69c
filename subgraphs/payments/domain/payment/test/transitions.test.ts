import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from 'platform/event-store/decider';
import { instantOf } from 'platform/kernel/clock';
import type { PaymentCommand, ProviderOutcome } from '../commands.ts';
import { paymentDecider } from '../decide.ts';
import type { PaymentEvent } from '../events.ts';
import { type Payment, type PaymentState, TRANSITIONS } from '../state.ts';
import { booking, card, euros, paymentId } from './history.ts';

/** A step of somebody: a caller, the provider's answer to what is pending, or the ledger's answer. */
type Step = (payment: Payment) => PaymentCommand | undefined;

const amount = fc.bigInt({ min: -10n, max: 1200n });

const outcome = fc.oneof(
  fc.constant<ProviderOutcome>({ kind: 'actionRequired' }),
  fc.constant<ProviderOutcome>({ kind: 'declined', code: 'card_declined' }),
  fc.constant<ProviderOutcome>({ kind: 'authorised', amount: euros(1000n), reference: 'ref' }),
  fc.constant<ProviderOutcome>({ kind: 'canceled' }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>(() => ({ kind: 'ConfirmPayment', paymentMethod: card })),
  amount.map<Step>((minor) => () => ({ kind: 'CapturePayment', amount: euros(minor) })),
  outcome.map<Step>(
    (answer) =>
      ({ pending }) =>
        pending?.kind === 'confirm'
          ? { kind: 'RecordOutcome', operation: pending, outcome: answer, booking }
          : undefined,
  ),
  fc.constant<Step>(({ pending, amount, authorised }) =>
    pending && pending.kind !== 'compensate'
      ? {
          kind: 'RecordOutcome',
          operation: pending,
          booking,
          outcome: {
            kind: 'captured',
            reference: 'ref',
            authorised: pending.kind === 'confirm' ? amount : authorised,
            amount: pending.kind === 'confirm' ? amount : pending.amount,
          },
        }
      : undefined,
  ),
  fc.constant<Step>(({ settlement }) =>
    settlement.status === 'PENDING'
      ? { kind: 'SettlePayment', transactionId: booking.transactionId, settledAt: instantOf(1n) }
      : undefined,
  ),
  fc.constant<Step>(({ settlement }) =>
    settlement.status === 'PENDING'
      ? { kind: 'CompensatePayment', transactionId: booking.transactionId, refusalCode: 'REFUSED' }
      : undefined,
  ),
  fc.constant<Step>(({ pending, captured }) =>
    pending?.kind === 'compensate'
      ? {
          kind: 'RecordOutcome',
          operation: pending,
          booking,
          outcome: { kind: 'returned', amount: captured },
        }
      : undefined,
  ),
);

const create: PaymentCommand = {
  kind: 'CreatePayment',
  paymentId,
  amount: euros(1000n),
  captureMethod: 'MANUAL',
  description: null,
  paymentMethod: card,
  confirm: false,
};

const { decide, evolve, initialState } = paymentDecider;

/** All events of a random life, and the payment after each. */
function live(steps: readonly Step[]): { events: PaymentEvent[]; states: Payment[] } {
  const events: PaymentEvent[] = [];
  const states: Payment[] = [];
  const run = (command: PaymentCommand, state: PaymentState): Payment | undefined => {
    const decision = decide(command, state);
    for (const event of decision.ok ? decision.value : []) {
      events.push(event);
      states.push(evolve(states.at(-1), event) as Payment);
    }
    return states.at(-1);
  };
  let state = run(create, initialState);
  for (const next of steps) {
    const command = state && next(state);
    if (command) state = run(command, state);
  }
  return { events, states };
}

const lives = fc.array(step, { maxLength: 40 });

test('every change of status is an allowed transition', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const statuses = live(steps).states.map(({ status }) => status);
      for (const [index, status] of statuses.slice(1).entries()) {
        const before = statuses[index]!;
        if (status !== before) expect(TRANSITIONS[before]).toContain(status);
      }
    }),
    { numRuns: 500 },
  );
});

test('captured never exceeds authorised, refunded never exceeds captured, and there is one capture', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const { events, states } = live(steps);
      for (const { captured, authorised, refunded, amount } of states) {
        expect(authorised.minor).toBeLessThanOrEqual(amount.minor);
        expect(captured.minor).toBeLessThanOrEqual(authorised.minor);
        expect(refunded.minor).toBeLessThanOrEqual(captured.minor);
      }
      const captures = events.filter(({ type }) => type === 'payments.payment.captured.v1');
      expect(captures.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});

test('the state is the fold of its events and nothing else', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const { events, states } = live(steps);
      expect(fold(evolve, initialState, events)).toEqual(states.at(-1));
    }),
  );
});
