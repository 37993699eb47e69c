/** A request of a tutorial, and the answer that the text shows for it. */
export interface Step {
  /** The operation's name. */
  readonly name: string;
  readonly query: string;
  readonly answer: unknown;
}

const STEP = /```graphql\n(.*?)```\n\s*```json\n(.*?)```/gs;
const OPERATION = /^(?:query|mutation) (\w+)/m;
const VARIABLE = /\$(\w+): \w+!/g;

/** The requests of a text in Markdown, in order; each is followed by its answer. */
export const stepsOf = (text: string): Step[] =>
  [...text.matchAll(STEP)].map(([, query = '', answer = '']) => ({
    name: OPERATION.exec(query)?.[1] ?? '',
    query,
    answer: JSON.parse(answer) as unknown,
  }));

/** The variables that a request declares, each the first id or `recordedAt` of the answer of its name. */
export const variablesOf = (
  query: string,
  answers: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries([...query.matchAll(VARIABLE)].map(([, name = '']) => [name, nameIn(answers[name])]));

function nameIn(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { id, recordedAt } = answer as { id?: unknown; recordedAt?: unknown };
  return (
    id ??
    recordedAt ??
    Object.values(answer)
      .map(nameIn)
      .find((found) => found !== undefined)
  );
}

/** The answer as the text shows it: where it has a text that ends in `…`, another with the same beginning will do. */
export function asShown(answer: unknown, shown: unknown): unknown {
  if (typeof answer === 'string' && typeof shown === 'string' && shown.endsWith('…'))
    return answer.startsWith(shown.slice(0, -1)) ? shown : answer;
  if (Array.isArray(answer) && Array.isArray(shown)) return answer.map((item, n) => asShown(item, shown[n]));
  if (typeof answer !== 'object' || answer === null || typeof shown !== 'object' || shown === null)
    return answer;
  const beside = shown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, asShown(value, beside[name])]),
  );
}
