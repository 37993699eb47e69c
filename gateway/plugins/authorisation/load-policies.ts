import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartupError } from 'platform/local-stack/startup-error';
import type { PolicyPredicate } from './policies.ts';

/** The predicates that a module exports by default, by policy. Rejects with a StartupError when it cannot be loaded. */
export async function loadPolicies(file: string): Promise<Readonly<Record<string, PolicyPredicate>>> {
  const refuse = (reason: string): never => {
    throw new StartupError(`The policies ${file} cannot be loaded: ${reason}.`);
  };
  const loaded: { readonly default?: unknown } = await import(pathToFileURL(resolve(file)).href).catch(
    ({ message }: Error) => refuse(message),
  );
  if (!isPredicates(loaded.default)) return refuse('its default export must be an object of functions');
  return loaded.default;
}

const isPredicates = (value: unknown): value is Readonly<Record<string, PolicyPredicate>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((predicate) => typeof predicate === 'function');
