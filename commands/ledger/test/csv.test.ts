import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeFormula, formatRecord } from '../csv/format.ts';
import { type CsvRecord, MAX_RECORD_CHARS, parseCsv } from '../csv/parse.ts';

/** In pieces of a few characters, as a file comes in pieces too. */
async function* piecesOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function parse(text: string, size = 7): Promise<CsvRecord[]> {
  const records = [];
  for await (const record of parseCsv(piecesOf(text, size))) records.push(record);
  return records;
}

const fields = async (text: string) => (await parse(text)).map((record) => record.fields);

describe('CSV', () => {
  test('is read as it was written, whatever the fields are and however it comes', async () => {
    const field = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'x') }));
    const record = fc.array(field, { minLength: 1, maxLength: 4 }).filter((f) => f.join('').trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 50 }), async (records, size) => {
        const read = await parse(records.map(formatRecord).join(''), size);
        expect(read.map((each) => each.fields)).toEqual(records);
      }),
    );
  });

  test('quotes what needs it, and only that', () => {
    expect(formatRecord(['a', '', 'b,c', 'say "x"', '1\n2', ' d'])).toBe(
      'a,,"b,c","say ""x""","1\n2"," d"\r\n',
    );
  });

  test('knows on which line a record begins', async () => {
    const records = await parse('a,b\r\n\r\n"1\n2\n3",x\n\ny,z');
    expect(records).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 3, fields: ['1\n2\n3', 'x'] },
      { line: 7, fields: ['y', 'z'] },
    ]);
  });

  test('may begin with a byte order mark and end without a line feed', async () => {
    expect(await fields('\uFEFFa,b\n1,')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  test.each([
    ['a quote that is not closed', 'a\n"b,c\nd'],
    ['a quote inside a field', 'a\nb"c"\n'],
    ['text after a quote', 'a\n"b"c\n'],
  ])('is not %s', async (_name, text) => {
    expect((await parse(text)).at(-1)).toEqual({ line: 2, fields: undefined });
  });

  test('is not a record without end', async () => {
    const records = await parse(`a\n"${'x\n'.repeat(MAX_RECORD_CHARS)}`, 65_536);
    expect(records.at(-1)).toEqual({ line: 2, fields: undefined });
  });
});

test.each(['=1+1', '+1', '-1', '@x', '\tx'])(
  '%j is no formula any more with an apostrophe before it',
  (text) => {
    expect(escapeFormula(text)).toBe(`'${text}`);
    expect(escapeFormula(`x${text}`)).toBe(`x${text}`);
  },
);
