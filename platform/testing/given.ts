import { expect } from '@jest/globals';
import { type Decider, fold } from '../event-store/decider.ts';

/**
 * A decider's specification:
 *
 *     given(decider, history).when(command).then([event]);
 *     given(decider, history).when(command).thenRefused({ kind: 'InvalidPaymentState' });
 */
export function given<Command, State, Event, Refusal>(
  decider: Decider<Command, State, Event, Refusal>,
  history: readonly Event[],
) {
  const state = fold(decider.evolve, decider.initialState, history);
  return {
    when: (command: Command) => {
      const decide = () => decider.decide(command, state);
      return {
        /** Exactly these events follow. */
        // biome-ignore lint/suspicious/noThenProperty: given/when/then is how a specification reads; nobody awaits it.
        then: (events: readonly Event[]): void => expect(decide()).toEqual({ ok: true, value: events }),
        /** Nothing happens: it did before. */
        thenNothing: (): void => expect(decide()).toEqual({ ok: true, value: [] }),
        thenRefused: (refusal: Refusal): void => expect(decide()).toEqual({ ok: false, error: refusal }),
        /** A broken invariant: a bug of ours. */
        thenFails: (message: string | RegExp): void => expect(decide).toThrow(message),
      };
    },
  };
}
