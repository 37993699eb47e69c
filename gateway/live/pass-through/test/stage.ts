import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { eventually } from 'platform/bus/test/messages';
import { createMetrics } from 'platform/telemetry/metrics';
import type { z } from 'zod';
import { gatewayConfig } from '../../../config.ts';
import type { LocalSubgraph } from '../../../data-source/in-process.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../../gateway.ts';
import { quiet } from '../../../test/quiet.ts';
import { type ListenOptions, listen, type Received, tokenOf, verifyToken } from '../../test/fixture.ts';
import { CHAT, type Chat, PEOPLE } from './chat.ts';

export const composed = (chatUrl: string, chat = CHAT, people = PEOPLE): string => {
  const { supergraphSdl, errors } = composeServices([
    { name: 'chat', url: chatUrl, typeDefs: parse(chat) },
    { name: 'people', url: 'http://people.invalid', typeDefs: parse(people) },
  ]);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
};

const peopleSchema = buildSubgraphSchema([
  {
    typeDefs: parse(PEOPLE),
    resolvers: {
      User: {
        __resolveReference: ({ id }: { id: string }) => ({
          id,
          name: `Mx ${id}`,
          email: `${id}@chat.example`,
        }),
      },
    },
  },
]);

const localPeople: LocalSubgraph = {
  execute: async ({ query, variables }) =>
    execute({ schema: peopleSchema, document: parse(query), variableValues: variables }),
};

export const ALICE = tokenOf('acme', 'alice', []);
export const BOB = tokenOf('acme', 'bob', []);

type StageOptions = Partial<Omit<GatewayOptions, 'config'>> & {
  readonly config?: z.input<typeof gatewayConfig>;
};

/** A gateway without a bus, before a stranger's subgraph with subscriptions of its own. */
export const startBefore = (
  chat: Pick<Chat, 'url'>,
  { config = {}, ...options }: StageOptions = {},
): Promise<RunningGateway> =>
  startGateway({
    supergraph: { sdl: composed(chat.url) },
    port: 0,
    localSubgraphs: new Map([['people', localPeople]]),
    tokenVerifier: verifyToken,
    logger: quiet,
    metrics: createMetrics(),
    ...options,
    config: gatewayConfig.parse(config),
  });

export const at = ({ url }: RunningGateway) => ({ url: `${url.replace('http', 'ws')}/graphql` });

/** Subscribes over WebSocket, and waits until the subgraph has it too. */
export async function subscribed(
  gateway: RunningGateway,
  chat: Chat,
  query: string,
  options: ListenOptions = {},
): Promise<Received> {
  const before = chat.subscriptions();
  const received = listen(at(gateway), query, { token: ALICE, ...options });
  await eventually(() => chat.subscriptions() > before);
  return received;
}
