import type { Places } from './places.ts';

/** What the parts of one plan are compiled with. */
export interface PlanContext {
  readonly types: TypeNames;
  /** A name in the plan as the client knows it: fields that would be in each other's way are planned under others. */
  readonly clientName: (name: string) => string;
  readonly places: Places;
}

/** The types of a supergraph by name, also those that clients do not see. */
export interface TypeNames {
  isObject(name: string): boolean;
  /** The type itself and all that are it: members, implementations. */
  within(condition: string): ReadonlySet<string>;
}
