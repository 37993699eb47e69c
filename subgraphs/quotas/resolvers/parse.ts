import { badInput } from 'platform/errors/errors';

/** Amounts are numbers inside, exact below 2^53. Fails with BAD_USER_INPUT that names the field. */
export function parseAmount(amount: bigint, ...field: readonly string[]): number {
  const value = Number(amount);
  if (Number.isSafeInteger(value)) return value;
  throw badInput(`"${field.join('.')}" must be between -2^53 and 2^53.`, ['input', ...field]);
}

export const optionalAmount = (amount: bigint | null | undefined, field: string): number | null =>
  amount === null || amount === undefined ? null : parseAmount(amount, field);
