import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { selectedOperation } from '../../operations/selected-operation.ts';
import { createAsker } from '../../plugins/test/authorisation-fixture.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { actorWith } from '../federation.ts';
import { allowedPart } from './allowed-part.ts';
import { bank, policies } from './bank.ts';
import { bared } from './bared.ts';
import { type Caller, forbiddenFetches, leaksIn, mayHave } from './leaks.ts';
import { randomOperation, variables } from './random-operation.ts';

const RUNS = process.env.NIGHTLY === '1' ? 1_500 : 150;
const TIMEOUT_MS = 600_000;
const SCOPES = ['hr', 'read', 'admin', 'staff', 'vip', 'risk', 'accounts', 'compliance', 'companies'];
const SPREAD = [
  'Party',
  'Asset.value',
  'Customer.score',
  'Customer.limit',
  'Customer.route',
  'Customer.memo',
];
const { schema } = loadSupergraph(bank.supergraphSdl, () => async () => ({}));

const callers = fc.option(fc.subarray(SCOPES), { nil: undefined });
const operations = fc
  .array(fc.nat(), { minLength: 8, maxLength: 60 })
  .map((numbers) => randomOperation(schema, numbers))
  .filter((query) => validate(schema, parse(query)).length === 0);

/** What the selections of the operation hold of the data, by the rules. */
function expected(query: string, data: object, caller: Caller, spread: readonly string[]): unknown {
  const rules = {
    schema,
    mayHave: (coordinate: string) => mayHave(spread.includes(coordinate) ? 'Company' : coordinate, caller),
    isTrue: (name: string) => name === 'yes',
  };
  return allowedPart(rules, selectedOperation(parse(query), undefined).selectionSet, { ...data });
}

test.each([
  ['as composition spreads them', bank.supergraphSdl, ['Party']],
  ['as the subgraphs state them', bared(bank.supergraphSdl, ...SPREAD), []],
])(
  'a caller has what the rules allow, %s, and nothing of the rest is anywhere',
  async (_, supergraphSdl, spread) => {
    const ask = createAsker({ policies }, { ...bank, supergraphSdl });
    await fc.assert(
      fc.asyncProperty(operations, callers, async (query, caller) => {
        const whole = await ask(query, { actor: actorWith(...SCOPES), variables });
        bank.calls.length = 0;
        const answer = await ask(query, { actor: caller && actorWith(...caller), variables });
        expect(answer.data).toEqual(whole.data && expected(query, whole.data, caller, spread));
        const { data, errors = [] } = answer;
        const told = errors.map(({ message, path }) => [message, path]);
        expect(leaksIn(JSON.stringify([data, told]), caller)).toEqual([]);
        expect(forbiddenFetches(bank, caller).filter((each) => each !== 'Account.iban')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
