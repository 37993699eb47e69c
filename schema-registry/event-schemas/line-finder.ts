import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { segmentsOf } from './inclusion/schema-node.ts';

/** Finds the line of a place in a JSON text by its pointer: the nearest above it that is there. */
export function lineFinder(text: string): (pointer: string) => number {
  let read: { readonly document: Document; readonly lines: LineCounter } | undefined;
  return (pointer) => {
    read ??= readWithLines(text);
    const path = segmentsOf(pointer);
    for (let length = path.length; length > 0; length -= 1) {
      const node = read.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return read.lines.linePos(node.range[0]).line;
    }
    return 1;
  };
}

/** JSON is YAML, and the YAML parser knows the places. */
function readWithLines(text: string) {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
}
