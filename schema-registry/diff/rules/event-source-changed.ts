import type { ApiSchema } from '../api-schema.ts';
import { withDirective } from '../causes.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

const inOrder = (value: unknown): string => (Array.isArray(value) ? [...value].sort().join(', ') : '');

/** The order of types and conditions does not matter. */
function sourceOf({ applied }: ApiSchema, coordinate: string): string | undefined {
  const [source] = applied('eventSource', coordinate);
  if (!source) return undefined;
  const match = inOrder(source.match);
  return `${inOrder(source.types)} of ${source.topic}${match && ` where ${match}`}`;
}

export const eventSourceChanged: DiffRule = {
  id: 'diff/event-source-changed',
  severity: 'dangerous',
  why: 'subscribers receive other events, and cursors of another topic are refused',
  fix: 'add a subscription of another name',
  find: ({ fields, before, after }) =>
    kept(fields).flatMap(({ coordinate }) => {
      const [old, now] = [sourceOf(before, coordinate), sourceOf(after, coordinate)];
      if (old === now) return [];
      const message = `fed by ${now ?? 'nothing'}, before by ${old ?? 'nothing'}`;
      return [{ coordinate, message, cause: withDirective('eventSource') }];
    }),
};
