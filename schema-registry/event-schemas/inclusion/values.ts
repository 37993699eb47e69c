import type { Json } from 'platform/kernel/json';
import { refusalOf } from './accepts.ts';
import { type Problem, shown } from './rule.ts';
import { RULES } from './rules.ts';
import { escapeSegment, type SchemaNode } from './schema-node.ts';
import type { Shape } from './shapes.ts';

const ruleOf = (keyword: string): string =>
  RULES.find(({ keywords }) => keywords.includes(keyword))?.id ?? 'event/unproven';

/** Values that can be counted are tried: the answer is exact. */
export const refusedValues = (shape: Shape, values: readonly Json[], reader: SchemaNode): Problem[] =>
  values.flatMap((value) => {
    const refusal = refusalOf(reader, value);
    if (!refusal && reader.schema !== false) return [];
    const keyword = refusal?.keyword ?? 'false';
    return {
      rule: refusal ? ruleOf(keyword) : 'event/false',
      message: `${shown(value)} may be written, and it ${refusal?.message ?? 'is not accepted here'}`,
      writer: shape.pointer,
      reader: refusal ? `${reader.pointer}/${escapeSegment(keyword)}` : reader.pointer,
    };
  });
