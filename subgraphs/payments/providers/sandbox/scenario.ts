/**
 * What the sandbox is told to do by a payment's description:
 *
 *     sandbox:decline[:code]        every attempt is declined; the code is card_declined unless given
 *     sandbox:decline-once[:code]   the first attempt is declined, the next one goes through
 *     sandbox:authenticate          the first attempt wants the customer to act, the next one goes through
 *     sandbox:expire                the authorisation has lapsed when it is captured
 *     sandbox:timeout-before        the first request of each kind is lost on its way
 *     sandbox:timeout-after         each request has its effect, but its first answer is lost
 *
 * Any other description, or none: all goes well.
 */
export interface Scenario {
  readonly name: ScenarioName;
  readonly declineCode: string;
}

const NAMES = [
  'success',
  'decline',
  'decline-once',
  'authenticate',
  'expire',
  'timeout-before',
  'timeout-after',
] as const;

export type ScenarioName = (typeof NAMES)[number];

const PATTERN = /^sandbox:([a-z-]+)(?::([a-z_]{1,64}))?$/;
const DEFAULT_DECLINE_CODE = 'card_declined';

export function scenarioOf(description: string | null): Scenario {
  const [, name, declineCode = DEFAULT_DECLINE_CODE] = PATTERN.exec(description ?? '') ?? [];
  return { name: NAMES.find((known) => known === name) ?? 'success', declineCode };
}
