import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ATTACKS } from './audit-attacks.ts';
import { step, writeBook } from './audit-book.ts';
import { type AuditedLedger, startAuditedLedger } from './audit-harness.ts';
import { tamperingWith } from './tampering.ts';

/** Law 7: any edit, deletion, reorder, truncation or rewritten chain is found, and the first record that is wrong is named. */
let audited: AuditedLedger;
beforeAll(async () => {
  audited = await startAuditedLedger();
});
afterAll(() => audited.close());

test('whatever is done to a book, it is found, and the first record that is wrong is named', async () => {
  const lucks = fc.array(fc.nat(), { minLength: 2, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), lucks, async (steps, luck) => {
      const book = await writeBook(audited, steps);
      const tampering = await tamperingWith(audited.admin, book.id);
      for (const [name, attack] of Object.entries(ATTACKS)) {
        for (const one of luck) {
          const expected = await attack(tampering, book, one);
          expect({ name, ...(await audited.verify(book.id)) }).toMatchObject({
            name,
            ok: false,
            firstFault: expected,
          });
          await tampering.restore();
        }
      }
      expect(await audited.verify(book.id)).toMatchObject({ ok: true, checked: book.records.length });
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 240_000);
