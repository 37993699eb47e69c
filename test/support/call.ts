interface Body {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/** A GraphQL request as it goes over the wire, for what the client would not send. */
export async function call(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, unknown>> = {},
): Promise<{
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: unknown };
}> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}
