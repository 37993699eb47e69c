import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayContext } from '../context.ts';
import { forOnePerson, mostRestrictive, UNSAID } from './cache-control.ts';
import type { Fetch } from './data-source.ts';

/** Passes a header of subgraphs' answers on to the client. */
export interface ResponseHeaderRule {
  /** In lower case. `cache-control` becomes the most restrictive of all, of `set-cookie` all are passed on. */
  readonly propagate: string;
  /** Its name towards the client; default: the same. */
  readonly as?: string | undefined;
  /** Of several answers: the first that came, the last, or all with commas between. */
  readonly algorithm: 'first' | 'last' | 'append';
  /** Only from these; default: from all. */
  readonly subgraphs?: readonly string[] | undefined;
}

type Collected = NonNullable<GatewayContext['responseHeaders']>;
type Collect = (headers: IncomingHttpHeaders, to: Collected, context: GatewayContext) => void;

/** Collects the headers of a subgraph's answers by the rules; without any nothing is done. */
export function withResponseHeaders(
  fetch: Fetch,
  subgraph: string,
  rules: readonly ResponseHeaderRule[],
): Fetch {
  const collectors = rules.flatMap((rule) => collectorOf(rule, subgraph) ?? []);
  if (collectors.length === 0) return fetch;
  const collect = (headers: IncomingHttpHeaders, context: GatewayContext) => {
    const { responseHeaders } = context;
    if (responseHeaders) for (const each of collectors) each(headers, responseHeaders, context);
  };
  return async (operation, context) => {
    try {
      const response = await fetch(operation, context);
      collect(response.headers ?? {}, context);
      return response;
    } catch (error) {
      collect({}, context);
      throw error;
    }
  };
}

function collectorOf(rule: ResponseHeaderRule, subgraph: string): Collect | undefined {
  const { propagate, as = propagate, algorithm, subgraphs } = rule;
  const isFrom = !subgraphs || subgraphs.includes(subgraph);
  // An answer may be kept only as long as each of its parts, also those that no rule is for.
  if (propagate === 'cache-control') return cacheControl(as, isFrom);
  if (!isFrom) return undefined;
  return (headers, to) => {
    const value = headers[propagate];
    if (value === undefined) return;
    const before = to.get(as);
    if (Array.isArray(value)) to.set(as, [...(before ?? []), ...value]);
    else if (before === undefined || algorithm === 'last') to.set(as, value);
    else if (algorithm === 'append') to.set(as, `${before}, ${value}`);
  };
}

const cacheControl =
  (name: string, isFrom: boolean): Collect =>
  (headers, to, { actor }) => {
    const said = (isFrom && headers['cache-control']) || UNSAID;
    const value = actor ? forOnePerson(said) : said;
    const before = to.get(name);
    to.set(name, before === undefined ? value : mostRestrictive(String(before), value));
  };
