/** Hive Gateway sends the header on that all contenders send on; nothing else differs from its defaults. */
const VISITOR = 'x-visitor';

export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ [VISITOR]: request.headers.get(VISITOR) ?? '' }),
  },
};
