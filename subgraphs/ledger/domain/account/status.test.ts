import { describe, expect, test } from '@jest/globals';
import { newId } from 'platform/kernel/ids';
import type { AccountStatus } from './account.ts';
import { type AccountState, close, evolve, freeze, reopen, unfreeze } from './status.ts';

const NOTHING = { balance: 0n, pending: 0n, changesAhead: false };

const given = (status: AccountStatus, holdings = {}): AccountState => ({
  id: newId('acct'),
  status,
  holdings: { ...NOTHING, ...holdings },
});

const DECIDERS = { freeze, unfreeze, close, reopen };

/** The status after it, or why not. */
function after(verb: keyof typeof DECIDERS, state: AccountState): string {
  const decided = DECIDERS[verb](state);
  if (!decided.ok) return decided.error.type;
  return decided.value ? evolve(state.status, { type: decided.value }) : 'nothing happened';
}

test.each([
  ['freeze', 'FROZEN', 'AccountFrozen', 'AccountClosed'],
  ['unfreeze', 'nothing happened', 'OPEN', 'AccountClosed'],
  ['close', 'CLOSED', 'AccountFrozen', 'AccountClosed'],
  ['reopen', 'nothing happened', 'AccountFrozen', 'OPEN'],
] as const)(
  '%s: of an open account %s, of a frozen one %s, of a closed one %s',
  (verb, open, frozen, closed) => {
    expect([after(verb, given('OPEN')), after(verb, given('FROZEN')), after(verb, given('CLOSED'))]).toEqual([
      open,
      frozen,
      closed,
    ]);
  },
);

describe('an account is not closed', () => {
  test.each([
    ['with a balance', { balance: 1n }, /not zero/],
    ['with a balance on the other side', { balance: -1n }, /not zero/],
    ['while something only counts in the future, even if it comes to zero', { changesAhead: true }, /future/],
    ['while something is on hold', { pending: 1n }, /on hold/],
  ])('%s', (_name, holdings, message) => {
    expect(close(given('OPEN', holdings))).toMatchObject({
      ok: false,
      error: { type: 'AccountNotEmpty', message: expect.stringMatching(message) },
    });
  });

  test('and what stands in its status comes before what it has', () => {
    expect(after('close', given('FROZEN', { balance: 1n }))).toBe('AccountFrozen');
    expect(after('close', given('CLOSED', { balance: 1n }))).toBe('AccountClosed');
  });
});
