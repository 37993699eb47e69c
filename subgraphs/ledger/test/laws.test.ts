import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { expectLawsToHold, expectSameAnswers, noteAnswers } from './laws.ts';
import { anyCommand, MUTATIONS, openModelBook, run } from './model.ts';

let audited: AuditedLedger;
beforeAll(async () => {
  audited = await startAuditedLedger();
  audited.startChainer();
});
afterAll(() => audited.close());

/** Commands of one wave are asked for at once. */
const waves = fc.array(fc.array(anyCommand, { minLength: 4, maxLength: 12 }), {
  minLength: 2,
  maxLength: 6,
});

/** More than once only when chance has let one of the commands never succeed. */
const MAX_ROUNDS = 5;

test('whatever is asked of a book, by however many at once, all laws hold', async () => {
  const { ledger, admin } = audited;
  const judged = { ask: ledger.ask, events: admin };
  const succeeded = new Set<string>();
  const neverDone = () =>
    MUTATIONS.filter((name) => !succeeded.has(`${name[0]?.toUpperCase()}${name.slice(1)}Success`));
  const lawsHold = fc.asyncProperty(waves, async (all) => {
    const book = await openModelBook(ledger);
    const notes = [];
    for (const wave of all) {
      const answers = Promise.all(wave.map((command) => run(ledger, book, command)));
      notes.push(await noteAnswers(judged, book.id));
      for (const { __typename } of await answers) succeeded.add(__typename);
    }
    await expectLawsToHold(judged, [book.id]);
    await expectSameAnswers(judged, notes);
  });
  for (let round = 0; round < MAX_ROUNDS && (round === 0 || neverDone().length > 0); round += 1) {
    await fc.assert(lawsHold, { numRuns: 15, endOnFailure: true });
  }
  expect(neverDone()).toEqual([]);
}, 240_000);
