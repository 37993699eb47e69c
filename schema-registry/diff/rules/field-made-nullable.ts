import { ofType } from '../causes.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';
import { typeChange, typeChanged } from '../type-change.ts';

export const fieldMadeNullable: DiffRule = {
  id: 'diff/field-made-nullable',
  severity: 'breaking',
  why: 'clients meet null where it was promised not to be',
  fix: 'keep it non-null in every subgraph that has it, or add a nullable field of another name',
  find: ({ fields }) =>
    kept(fields)
      .filter(({ before, after }) => {
        const { shape, looser } = typeChange(before.type, after.type);
        return looser && !shape;
      })
      .map(({ coordinate, before, after }) => ({
        coordinate,
        message: typeChanged(before.type, after.type),
        cause: ofType(after.type),
      })),
};
