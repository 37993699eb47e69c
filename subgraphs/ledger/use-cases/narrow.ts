import { assert } from 'platform/kernel/assert';
import type { Refusal } from 'platform/kernel/refusal';
import type { Result } from 'platform/kernel/result';

/** The outcome with only those refusals that can occur here: any other is a bug. */
export function narrow<Value, R extends Refusal, const Type extends R['type']>(
  outcome: Result<Value, R>,
  types: readonly Type[],
): Result<Value, Extract<R, { readonly type: Type }>> {
  if (!outcome.ok) {
    assert(types.includes(outcome.error.type as Type), `${outcome.error.type} cannot occur here`);
  }
  return outcome as Result<Value, Extract<R, { readonly type: Type }>>;
}
