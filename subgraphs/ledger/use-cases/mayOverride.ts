import type { Actor } from 'platform/auth/actor';

/** Whether the actor may post to frozen accounts and below floors. What it lets through is marked in its event. */
export const mayOverride = ({ scopes }: Actor): boolean => scopes.has('ledger:override');
