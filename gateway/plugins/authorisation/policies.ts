import type { Logger } from 'pino';
import type { GatewayContext } from '../../context.ts';
import type { Requirement } from './requirements.ts';

/** Decides a `@policy` for a caller, who may be anonymous. Throwing means no. */
export type PolicyPredicate = (context: GatewayContext) => boolean | Promise<boolean>;

/** Tells which of the policies that some requirements name the caller passes. */
export type JudgePolicies = (
  requirements: readonly Requirement[],
  context: GatewayContext,
) => Promise<ReadonlySet<string>>;

/** Each named policy is decided once per operation. One that is not registered, or throws, is not passed. */
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
  return async (requirements, context) => {
    const names = new Set(
      requirements.flatMap((requirement) =>
        requirement.kind === 'policies' ? requirement.anyOf.flat() : [],
      ),
    );
    if (names.size === 0) return NONE;
    const passed = await Promise.all(
      [...names].map(async (name) => ((await passes(name, context)) ? [name] : [])),
    );
    return new Set(passed.flat());
  };
}

const NONE: ReadonlySet<string> = new Set();
