import { expect } from '@jest/globals';
import { pino } from 'pino';
import { type Answer, startTestGateway } from '../start.ts';
import { bank, policies } from './bank.ts';
import type { Case } from './case.ts';
import { forbiddenFetches, leaksIn } from './leaks.ts';

export interface Bank {
  /**
   * Asks over HTTP and compares the answer. Whatever the case, no value that the caller may not have is anywhere in the
   * answer, its headers or the log, and no subgraph was asked for it.
   */
  check(expected: Case): Promise<void>;
  close(): Promise<void>;
}

interface BankOptions {
  readonly supergraphSdl?: string;
  readonly rejectUnauthorised?: boolean;
}

export async function openBank({
  supergraphSdl = bank.supergraphSdl,
  ...authorisation
}: BankOptions = {}): Promise<Bank> {
  const log: string[] = [];
  const gateway = await startTestGateway({
    supergraph: { sdl: supergraphSdl },
    localSubgraphs: bank.subgraphs,
    policies,
    config: { authorisation },
    logger: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
  });
  return {
    async check({ query, variables = {}, caller, data, refused = [], failed = [], keys = [], isExecuted }) {
      bank.calls.length = 0;
      log.length = 0;
      const headers: Record<string, string> = caller
        ? { authorization: `Bearer scopes:${caller.join()}` }
        : {};
      const answer = await gateway.ask(query, { variables, headers });
      expect(JSON.stringify(answer.body.data)).toBe(JSON.stringify(data));
      const errors = errorsOf(answer);
      expect(errors.get('UNAUTHORIZED_FIELD_OR_TYPE') ?? []).toEqual([...refused].sort());
      errors.delete('UNAUTHORIZED_FIELD_OR_TYPE');
      expect([...errors].flatMap(([code, paths]) => paths.map((path) => `${code} ${path}`)).sort()).toEqual(
        failed,
      );

      const seen = JSON.stringify([[...answer.headers], answer.body, log]);
      expect(leaksIn(seen, caller)).toEqual([]);
      const fetched = forbiddenFetches(bank, caller).filter((coordinate) => !keys.includes(coordinate));
      expect(fetched).toEqual([]);
      if (isExecuted === false) expect(bank.calls).toEqual([]);
    },
    close: gateway.close,
  };
}

/** The paths of the errors by code, sorted. */
function errorsOf({ body: { errors = [] } }: Answer): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path = [], extensions } of errors) {
    const code = String(extensions.code);
    paths.set(code, [...(paths.get(code) ?? []), path.join('.')].sort());
  }
  return paths;
}
