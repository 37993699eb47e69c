import type { ApiSchema } from '../api-schema.ts';
import type { Arguments } from '../feature-directives.ts';
import { allOf, type Demand } from './demand.ts';

const SIGNED_IN: Demand = [new Set(['authenticated'])];

const listsOf = (value: unknown): readonly (readonly string[])[] => (Array.isArray(value) ? value : []);

/** Scopes are those of a token: whoever has one has signed in. */
const scopesDemand = ({ scopes }: Arguments): Demand =>
  allOf([SIGNED_IN, listsOf(scopes).map((all) => new Set(all.map((scope) => `scope ${scope}`)))]);

const policiesDemand = ({ policies }: Arguments): Demand =>
  listsOf(policies).map((all) => new Set(all.map((policy) => `policy ${policy}`)));

/** What the directives on a type or field ask of the caller; all of them must be fulfilled. */
export const demandOf = ({ applied }: ApiSchema, coordinate: string): Demand =>
  allOf([
    ...applied('authenticated', coordinate).map(() => SIGNED_IN),
    ...applied('requiresScopes', coordinate).map(scopesDemand),
    ...applied('policy', coordinate).map(policiesDemand),
  ]);
