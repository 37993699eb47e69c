import { createMetrics } from 'platform/telemetry/metrics';
import type { z } from 'zod';
import { gatewayConfig } from '../config.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from '../gateway.ts';
import { testTokens } from './federation.ts';
import { quiet } from './quiet.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, never> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

export interface TestGateway extends RunningGateway {
  /** POSTs an operation. */
  ask(query: string, request?: { variables?: object; headers?: Record<string, string> }): Promise<Answer>;
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; text: string }>;
}

type TestOptions = Omit<Partial<GatewayOptions>, 'config' | 'supergraph'> & {
  readonly config?: z.input<typeof gatewayConfig>;
  readonly supergraph: GatewayOptions['supergraph'];
};

/** A gateway on a free port that takes the tokens of `testTokens`. */
export async function startTestGateway({ config = {}, ...options }: TestOptions): Promise<TestGateway> {
  const gateway = await startGateway({
    port: 0,
    tokenVerifier: testTokens,
    logger: quiet,
    metrics: createMetrics(),
    ...options,
    config: gatewayConfig.parse(config),
  });
  return {
    ...gateway,
    async ask(query, { variables, headers } = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() } as Answer;
    },
    async get(path, headers = {}) {
      const response = await fetch(gateway.url + path, { headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  };
}

export const codesOf = ({ body }: Answer): unknown[] =>
  (body.errors ?? []).map(({ extensions }) => extensions.code);
