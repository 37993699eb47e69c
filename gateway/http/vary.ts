import type { FastifyReply } from 'fastify';
import type { HeaderRule } from '../data-source/headers.ts';

/** What every answer depends on besides its request's URL and body. */
const ALWAYS = ['accept', 'accept-encoding', 'authorization'];

/** The request headers that an answer may depend on: ours, and what is sent on to subgraphs. */
export const varyingHeaders = (rules: readonly HeaderRule[]): readonly string[] => [
  ...new Set([...ALWAYS, ...rules.flatMap((rule) => ('propagate' in rule ? rule.propagate : []))]),
];

/** Tells caches that an answer is for requests with the same headers; those that are named already stay (CORS). */
export function varyBy(reply: FastifyReply, names: readonly string[]): void {
  const named = reply.getHeader('vary') ?? [];
  void reply.header('vary', [named, names].flat().join(', '));
}
