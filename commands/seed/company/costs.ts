import type { Random } from '../random.ts';
import { at, daysIn, nameOf } from './calendar.ts';
import { type Entry, line, taxIn } from './entry.ts';

const RENT = 1_800_00;
const SOFTWARE = 240_00;
const STAFF = [3_100_00, 2_900_00, 2_650_00, 2_400_00];
const PACKAGING_BILLS = 4;

/** What runs every month whatever is sold: rent, energy, software, packaging, wages. */
export const runningCosts = (month: number, random: Random): Entry[] => [
  {
    ...{ reference: `rent-${nameOf(month)}`, effectiveAt: at(month, 1), description: 'Rent' },
    lines: [line('6030', RENT - taxIn(RENT)), line('1300', taxIn(RENT)), line('1010', -RENT)],
  },
  {
    ...{ reference: `software-${nameOf(month)}`, effectiveAt: at(month, 3), description: 'Software' },
    lines: [line('6070', SOFTWARE), line('1020', -SOFTWARE)],
  },
  ...bill('energy', 'Energy', '6040', month, daysIn(month), random.between(400_00, 900_00)),
  ...Array.from({ length: PACKAGING_BILLS }, (_, week) =>
    bill(`packaging-${week + 1}`, 'Packaging', '6050', month, 4 + week * 7, random.between(80_00, 450_00)),
  ).flat(),
  ...wages(month),
];

/** A supplier's bill, paid after thirty days. */
export const bill = (
  what: string,
  description: string,
  code: '1200' | '6040' | '6050',
  month: number,
  day: number,
  gross: number,
): Entry[] => [
  {
    ...{ reference: `bill-${what}-${nameOf(month)}`, effectiveAt: at(month, day, 9), description },
    lines: [line(code, gross - taxIn(gross)), line('1300', taxIn(gross)), line('2010', -gross)],
  },
  {
    reference: `paid-${what}-${nameOf(month)}`,
    effectiveAt: at(month, day + 30, 9),
    description: `${description}, bill paid`,
    lines: [line('2010', gross), line('1010', -gross)],
  },
];

function wages(month: number): Entry[] {
  const gross = STAFF.reduce((sum, salary) => sum + salary, 0);
  const tax = Math.round(gross * 0.32);
  const social = Math.round(gross * 0.21);
  const name = nameOf(month);
  return [
    {
      ...{ reference: `payroll-${name}`, effectiveAt: at(month, 25), description: 'Payroll' },
      lines: [
        line('6010', gross),
        line('6020', social),
        line('2200', tax - gross),
        line('2210', -tax - social),
      ],
    },
    {
      ...{ reference: `wages-${name}`, effectiveAt: at(month, 28), description: 'Wages paid' },
      lines: [line('2200', gross - tax), line('1010', tax - gross)],
    },
    {
      ...{
        reference: `payroll-tax-${name}`,
        effectiveAt: at(month + 1, 10),
        description: 'Payroll tax paid',
      },
      lines: [line('2210', tax + social), line('1010', -tax - social)],
    },
  ];
}
