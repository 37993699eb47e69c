import type { Instant } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import type { Json } from 'platform/kernel/json';
import { MAX_DESCRIPTION_LENGTH, type Particulars } from '../domain/transaction/transaction.ts';
import { optionalEffectiveTime, optionalMetadata, optionalReference, optionalText } from './parse.ts';

interface ParticularsInput {
  readonly effectiveAt?: Instant | null;
  readonly description?: string | null;
  readonly reference?: string | null;
  readonly metadata?: Json | null;
}

/** What the inputs of all mutations that post a transaction have in common. */
export const particularsOf = (input: ParticularsInput): Particulars => ({
  transactionId: newId('txn'),
  effectiveAt: optionalEffectiveTime(input.effectiveAt),
  description: optionalText(input.description, 'description', MAX_DESCRIPTION_LENGTH),
  reference: optionalReference(input.reference),
  metadata: optionalMetadata(input.metadata),
});
