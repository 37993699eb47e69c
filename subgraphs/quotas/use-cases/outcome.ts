import type { TenantId } from 'platform/kernel/ids';
import type { Limit } from '../domain/quota/limit.ts';
import type { Subject } from '../domain/subject.ts';
import type { PolicyView } from '../read-models/policy-book/read.ts';
import type { Answer } from '../storage/stores/port.ts';

export { MAX_QUANTITY } from '../storage/stores/port.ts';

/** So much of a resource, for all of these subjects. */
export interface Wanted {
  readonly tenantId: TenantId;
  readonly subjects: readonly Subject[];
  readonly resource: string;
  readonly quantity: number;
}

/** A limit and how it stands. */
export interface Standing {
  readonly limit: Limit<PolicyView>;
  readonly answer: Answer;
}

export interface Outcome {
  readonly allowed: boolean;
  /** Of all limits; of none while the store cannot be reached. */
  readonly standings: readonly Standing[];
  /** Of what the caller asked for beside the limits. */
  readonly alongside: readonly Answer[];
  /** While the store cannot be reached: what it is charged to when it can. */
  readonly owedTo?: readonly string[];
  /** When it was decided: milliseconds since 1970 by the store's clock. */
  readonly atMs: number;
}
