import type { Logger } from 'pino';
import type { GatewayContext } from '../../context.ts';

/** Decides a `@policy` for a caller, who may be anonymous. Throwing means no. */
export type PolicyPredicate = (context: GatewayContext) => boolean | Promise<boolean>;

/** Tells which of some policies the caller passes. */
export type JudgePolicies = (
  policies: readonly string[],
  context: GatewayContext,
) => Promise<ReadonlySet<string>>;

/** Each policy is decided once per operation. One that is not registered, or throws, is not passed. */
export function createPolicyJudge(
  predicates: Readonly<Record<string, PolicyPredicate>>,
  logger: Logger,
): JudgePolicies {
  async function passes(name: string, context: GatewayContext): Promise<boolean> {
    const predicate = Object.hasOwn(predicates, name) ? predicates[name] : undefined;
    try {
      return (await predicate?.(context)) === true;
    } catch (error) {
      logger.error({ err: error, policy: name }, 'a policy failed, which counts as a refusal');
      return false;
    }
  }
  return async (policies, context) => {
    const passed = await Promise.all(
      policies.map(async (name) => ((await passes(name, context)) ? [name] : [])),
    );
    return new Set(passed.flat());
  };
}
