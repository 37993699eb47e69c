const SCOPES = 'ledger:read,ledger:write,payments:read,payments:write';

/** What a person reads when all is ready: where it is, how to get a token, and a first query to paste. */
export function announcement(url: string, seconds: string): string {
  const token = `npm run --silent token -- --tenant acme --actor alice --scopes ${SCOPES}`;
  const query = `mutation { openLedger(input: { name: \\"first\\", idempotencyKey: \\"first\\" }) { __typename ... on OpenLedgerSuccess { ledger { id name openedAt } } } }`;
  return `
Ready after ${seconds} s: ${url} (in a browser: GraphiQL)

A token:
  ${token}

A first query:
  curl -s ${url} -H 'content-type: application/json' -H "authorization: Bearer $(${token})" -d '{"query":"${query}"}'

Ctrl-C stops everything and loses nothing.`;
}
