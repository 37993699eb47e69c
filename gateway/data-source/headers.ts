import type { GatewayContext } from '../context.ts';

/** Passes an incoming header on. */
export interface PropagateHeader {
  /** The incoming header, in lower case. */
  readonly propagate: string;
  /** Its name towards the subgraph; default: the same. */
  readonly as?: string | undefined;
  /** Sent when the request has none. */
  readonly default?: string | undefined;
  /** Only to these; default: to all. */
  readonly subgraphs?: readonly string[] | undefined;
}

/** Sends a fixed header. */
export interface InsertHeader {
  readonly insert: string;
  readonly value: string;
  readonly subgraphs?: readonly string[] | undefined;
}

export type HeaderRule = PropagateHeader | InsertHeader;

/** What the rules send to one subgraph, later rules winning. Nothing of a request goes on without a rule. */
export function headersByRule(
  rules: readonly HeaderRule[],
  subgraph: string,
): (context: GatewayContext) => Record<string, string> {
  const applying = rules.filter(({ subgraphs }) => !subgraphs || subgraphs.includes(subgraph));
  return (context) => {
    const headers: Record<string, string> = {};
    for (const rule of applying) {
      if ('insert' in rule) headers[rule.insert] = rule.value;
      else {
        const value = context.headers[rule.propagate] ?? rule.default;
        if (value !== undefined) headers[rule.as ?? rule.propagate] = value;
      }
    }
    return headers;
  };
}
