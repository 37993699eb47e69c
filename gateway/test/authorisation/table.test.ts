import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Cases } from './case.ts';
import { abstractTypes } from './cases/abstract-types.ts';
import { fields } from './cases/fields.ts';
import { inputs } from './cases/inputs.ts';
import { operations } from './cases/operations.ts';
import { type Bank, openBank } from './open-bank.ts';

const table: Readonly<Record<string, Cases>> = {
  'a field': fields,
  'interfaces and unions': abstractTypes,
  'what a value is made of': inputs,
  'whatever the operation looks like': operations,
};

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

for (const [group, cases] of Object.entries(table))
  describe(group, () => {
    for (const [name, expected] of Object.entries(cases)) test(name, () => bank.check(expected));
  });
