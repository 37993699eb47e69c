import type { OpenAccountInput } from '@client/typescript/documents';

type Account = Omit<OpenAccountInput, 'ledgerId' | 'idempotencyKey'> & { readonly parent?: string };

/** Customers cannot spend more than they paid in. */
const NEVER_BELOW_ZERO = { amount: '0', currency: 'EUR' };

/** The chart of accounts of a coffee roaster with a shop, an online shop and trade customers at home and in America. */
export const CHART = [
  { code: '1000', name: 'Current assets', type: 'ASSET', currency: 'EUR' },
  { code: '1010', name: 'Bank', type: 'ASSET', currency: 'EUR', parent: '1000' },
  { code: '1020', name: 'Bank, dollars', type: 'ASSET', currency: 'USD', parent: '1000' },
  { code: '1030', name: 'Card payments on their way', type: 'ASSET', currency: 'EUR', parent: '1000' },
  { code: '1100', name: 'Receivables', type: 'ASSET', currency: 'EUR', parent: '1000' },
  { code: '1110', name: 'Receivables, dollars', type: 'ASSET', currency: 'USD', parent: '1000' },
  { code: '1200', name: 'Stock', type: 'ASSET', currency: 'EUR', parent: '1000' },
  { code: '1300', name: 'Input tax', type: 'ASSET', currency: 'EUR', parent: '1000' },
  { code: '1500', name: 'Fixed assets', type: 'ASSET', currency: 'EUR' },
  { code: '1510', name: 'Roasting machines', type: 'ASSET', currency: 'EUR', parent: '1500' },
  { code: '1520', name: 'Accumulated depreciation', type: 'ASSET', currency: 'EUR', parent: '1500' },
  { code: '2000', name: 'Current liabilities', type: 'LIABILITY', currency: 'EUR' },
  { code: '2010', name: 'Payables', type: 'LIABILITY', currency: 'EUR', parent: '2000' },
  { code: '2100', name: 'Sales tax', type: 'LIABILITY', currency: 'EUR', parent: '2000' },
  { code: '2200', name: 'Wages payable', type: 'LIABILITY', currency: 'EUR', parent: '2000' },
  { code: '2210', name: 'Payroll tax', type: 'LIABILITY', currency: 'EUR', parent: '2000' },
  {
    ...{ code: '2300', name: 'Paid in advance', type: 'LIABILITY', currency: 'EUR', parent: '2000' },
    overdraftFloor: NEVER_BELOW_ZERO,
  },
  { code: '3000', name: 'Capital', type: 'EQUITY', currency: 'EUR' },
  { code: '3010', name: 'Capital, dollars', type: 'EQUITY', currency: 'USD', parent: '3000' },
  { code: '4000', name: 'Revenue', type: 'REVENUE', currency: 'EUR' },
  { code: '4010', name: 'Shop', type: 'REVENUE', currency: 'EUR', parent: '4000' },
  { code: '4020', name: 'Online shop', type: 'REVENUE', currency: 'EUR', parent: '4000' },
  { code: '4030', name: 'Trade customers', type: 'REVENUE', currency: 'EUR', parent: '4000' },
  { code: '4040', name: 'Trade customers, dollars', type: 'REVENUE', currency: 'USD', parent: '4000' },
  { code: '5000', name: 'Coffee sold', type: 'EXPENSE', currency: 'EUR' },
  { code: '6000', name: 'Running costs', type: 'EXPENSE', currency: 'EUR' },
  { code: '6010', name: 'Salaries', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6020', name: 'Social security', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6030', name: 'Rent', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6040', name: 'Energy', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6050', name: 'Packaging', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6060', name: 'Card fees', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
  { code: '6070', name: 'Software', type: 'EXPENSE', currency: 'USD', parent: '6000' },
  { code: '6080', name: 'Depreciation', type: 'EXPENSE', currency: 'EUR', parent: '6000' },
] as const satisfies readonly Account[];

/** Cash points bring their accounts with them: a till in the shop, a safe where its takings wait for the bank. */
export const CASH_POINTS = [
  { code: '1040', name: 'Till', kind: 'TILL', currency: 'EUR' },
  { code: '1050', name: 'Safe', kind: 'VAULT', currency: 'EUR' },
] as const;

export type Code = (typeof CHART | typeof CASH_POINTS)[number]['code'];

const currencies = new Map<Code, string>(
  [...CHART, ...CASH_POINTS].map(({ code, currency }) => [code, currency]),
);

export const currencyOf = (code: Code): string => currencies.get(code) as string;
