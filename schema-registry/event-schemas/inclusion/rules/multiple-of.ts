import { type InclusionRule, problemAt } from '../rule.ts';
import { type Shape, saidNumbers } from '../shapes.ts';

const ID = 'event/multiple-of';

const DECIMAL = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Digits and how many of them stand behind the point: floating point would round. */
function decimalOf(value: number): { digits: bigint; scale: number } {
  const [, whole = '0', fraction = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

export function isMultiple(value: number, of: number): boolean {
  const a = decimalOf(value);
  const b = decimalOf(of);
  const scale = Math.max(a.scale, b.scale);
  const grown = ({ digits, scale: own }: typeof a) => digits * 10n ** BigInt(scale - own);
  return grown(b) !== 0n && grown(a) % grown(b) === 0n;
}

const steps = (shape: Shape): number[] => [
  ...saidNumbers(shape, 'multipleOf'),
  ...(shape.integer ? [1] : []),
];

/** `multipleOf`: a step that is written is a multiple of the one that is read. */
export const multipleOf: InclusionRule = {
  id: ID,
  keywords: ['multipleOf'],
  type: 'number',
  why: 'A number between the steps is refused.',
  check: (question) => {
    const read = Number(question.reader.schema.multipleOf);
    if (steps(question.shape).some((written) => isMultiple(written, read))) return [];
    return [problemAt(ID, question, 'multipleOf', `a number that is no multiple of ${read} may be written`)];
  },
};
