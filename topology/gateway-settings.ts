/**
 * What this supergraph's gateway is set to, whichever topology. The cost lets a client page through a connection (first:
 * 100) with a handful of objects on each node (about 1,000) or one more list below (about 5,000), and stops three nested
 * lists of 100. What tenants and actors may spend is for the policies of quotas to say: without one, anything.
 */
export const GATEWAY_SETTINGS = {
  cost: { maximum: 10_000 },
  budget: { quotas: { subgraph: 'quotas', resource: 'graphql.cost' } },
};
