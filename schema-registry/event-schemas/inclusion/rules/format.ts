import { type InclusionRule, problemAt, shown } from '../rule.ts';
import { said } from '../shapes.ts';

const ID = 'event/format';
/** There are formats of text, and some use them of numbers (`int32`). */
const FORMATTED: ReadonlySet<string> = new Set(['string', 'number']);

/** `format`: counts as an assertion, whoever checks it; proven when the writer has the same. */
export const format: InclusionRule = {
  id: ID,
  keywords: ['format'],
  why: 'A reader that checks formats refuses what is of another one.',
  check: (question) => {
    const read = question.reader.schema.format ?? '';
    const written = said(question.shape, 'format');
    if (written.includes(read) || !FORMATTED.has(question.shape.type)) return [];
    const texts = written.length > 0 ? written.map(shown).join(' and ') : 'any format';
    return [problemAt(ID, question, 'format', `${texts} may be written, and ${shown(read)} is expected`)];
  },
};
