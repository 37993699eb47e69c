import type { Client } from '@client/typescript/client';
import {
  CreatePaymentDocument,
  OpenAccountDocument,
  type OpenAccountInput,
  OpenLedgerDocument,
  PostTransactionDocument,
} from '@client/typescript/documents';

/** A small trading company: what it owns and owes, earns and spends. */
export const ACCOUNTS = [
  { code: '1000', name: 'Bank', type: 'ASSET' },
  { code: '1200', name: 'Receivables', type: 'ASSET' },
  { code: '2000', name: 'Payables', type: 'LIABILITY' },
  { code: '3000', name: 'Capital', type: 'EQUITY' },
  { code: '4000', name: 'Sales', type: 'REVENUE' },
  { code: '5000', name: 'Goods', type: 'EXPENSE' },
  { code: '6000', name: 'Rent', type: 'EXPENSE' },
  { code: '6100', name: 'Salaries', type: 'EXPENSE' },
] as const satisfies readonly Pick<OpenAccountInput, 'code' | 'name' | 'type'>[];

type Code = (typeof ACCOUNTS)[number]['code'];

/** What happens again and again: from the account that is credited to the one that is debited, in cents. */
const HAPPENINGS: readonly { description: string; debit: Code; credit: Code; cents: number }[] = [
  { description: 'Invoice', debit: '1200', credit: '4000', cents: 48_000 },
  { description: 'Invoice', debit: '1200', credit: '4000', cents: 12_550 },
  { description: 'Goods received', debit: '5000', credit: '2000', cents: 21_400 },
  { description: 'Customer paid', debit: '1000', credit: '1200', cents: 48_000 },
  { description: 'Supplier paid', debit: '2000', credit: '1000', cents: 21_400 },
  { description: 'Rent', debit: '6000', credit: '1000', cents: 9_000 },
  { description: 'Salaries', debit: '6100', credit: '1000', cents: 15_000 },
];
const CURRENCY = 'EUR';
const BEGINNING = Date.UTC(2025, 0, 1);
const STEP_MS = 6 * 3_600_000;

export interface Book {
  readonly ledgerId: string;
  readonly accountIds: ReadonlyMap<Code, string>;
}

/** Keys are fixed, so that seeding again finds what is there. */
const keyOf = (what: string): string => `seed-${what}`;

/** A mutation's result, which must be its success. */
function success<Result extends { readonly __typename: string }, Name extends Result['__typename']>(
  result: Result,
  name: Name,
): Extract<Result, { readonly __typename: Name }> {
  if (result.__typename !== name) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result as Extract<Result, { readonly __typename: Name }>;
}

export async function openBook(client: Client): Promise<Book> {
  const input = { name: 'Demo trading', idempotencyKey: keyOf('book') };
  const { openLedger } = await client.mutate(OpenLedgerDocument, { input });
  const ledgerId = success(openLedger, 'OpenLedgerSuccess').ledger.id;
  const accountIds = new Map<Code, string>();
  for (const account of ACCOUNTS) {
    const opening = { ...account, ledgerId, currency: CURRENCY, idempotencyKey: keyOf(account.code) };
    const { openAccount } = await client.mutate(OpenAccountDocument, { input: opening });
    accountIds.set(account.code, success(openAccount, 'OpenAccountSuccess').account.id);
  }
  return { ledgerId, accountIds };
}

/** The n-th thing that happened, a quarter of a day after the one before. */
export async function post(client: Client, { ledgerId, accountIds }: Book, n: number): Promise<void> {
  const happening = HAPPENINGS[n % HAPPENINGS.length] as (typeof HAPPENINGS)[number];
  const amount = { amount: amountOf(happening.cents + (n % 10) * 100), currency: CURRENCY };
  const accountId = (code: Code) => accountIds.get(code) as string;
  const { postTransaction } = await client.mutate(PostTransactionDocument, {
    input: {
      ledgerId,
      postings: [
        { accountId: accountId(happening.debit), direction: 'DEBIT', amount },
        { accountId: accountId(happening.credit), direction: 'CREDIT', amount },
      ],
      effectiveAt: new Date(BEGINNING + n * STEP_MS).toISOString(),
      description: happening.description,
      reference: `demo-${n}`,
      idempotencyKey: keyOf(`transaction-${n}`),
    },
  });
  success(postTransaction, 'PostTransactionSuccess');
}

/** The n-th payment: most are captured at once, every fifth waits for its capture. */
export async function pay(client: Client, n: number): Promise<void> {
  const { createPayment } = await client.mutate(CreatePaymentDocument, {
    input: {
      amount: { amount: amountOf(1_000 + n * 125), currency: CURRENCY },
      description: `Order ${1000 + n}`,
      confirm: true,
      captureMethod: n % 5 === 4 ? 'MANUAL' : 'AUTOMATIC',
      idempotencyKey: keyOf(`payment-${n}`),
    },
  });
  success(createPayment, 'CreatePaymentSuccess');
}

const amountOf = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
