import type { ApiSchema } from '../api-schema.ts';
import { withDirective } from '../causes.ts';
import { elements } from '../elements.ts';
import type { DiffRule } from '../rule.ts';

const tagsOn = ({ applied }: ApiSchema, coordinate: string): string =>
  applied('tag', coordinate)
    .map(({ name }) => String(name))
    .sort()
    .join(', ');

export const tagsChanged: DiffRule = {
  id: 'diff/tags-changed',
  severity: 'dangerous',
  why: 'a contract that includes or excludes by it serves another schema',
  fix: 'compare the contracts before and after',
  find: (comparison) =>
    elements(comparison).flatMap(({ coordinate }) => {
      const [before, after] = [tagsOn(comparison.before, coordinate), tagsOn(comparison.after, coordinate)];
      if (before === after) return [];
      const message = `tagged ${after || 'with nothing'}, before ${before || 'with nothing'}`;
      return [{ coordinate, message, cause: withDirective('tag') }];
    }),
};
