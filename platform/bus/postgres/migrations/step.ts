import type { Roles } from '../../../tenancy/roles.ts';

/** One numbered step of the bus's database, in one transaction. */
export interface Step {
  readonly name: string;
  readonly up: (roles: Roles) => string;
}
