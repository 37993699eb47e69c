import type { FieldDefinition } from '@apollo/federation-internals';
import { type DocumentNode, visit } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';

/** A label of a progressive `@override` that takes some of the requests. */
export interface OverrideLabel {
  readonly label: string;
  /** How many of a hundred requests. */
  readonly percent: number;
}

interface Labelled extends OverrideLabel {
  /** The name of a field that has it. */
  readonly field: string;
}

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

/**
 * The labels that may matter to a document, the greatest share first: those of fields that it names, or that fields
 * require. A label of any other form than `percent(n)` takes no request: to set it is left to extensions that this
 * gateway does not have.
 */
export function overrideLabels(state: SupergraphState, document: DocumentNode): readonly OverrideLabel[] {
  const { labels, required } = labelsOf(state);
  if (labels.length === 0) return [];
  const named = new Set(required);
  visit(document, { Field: ({ name }) => void named.add(name.value) });
  const shares = new Map(
    labels.filter(({ field }) => named.has(field)).map(({ label, percent }) => [label, percent]),
  );
  return [...shares]
    .map(([label, percent]) => ({ label, percent }))
    .sort((one, other) => other.percent - one.percent);
}

interface Labels {
  readonly labels: readonly Labelled[];
  readonly required: ReadonlySet<string>;
}

const known = new WeakMap<SupergraphState, Labels>();

function labelsOf(state: SupergraphState): Labels {
  const labels = known.get(state) ?? readLabels(state);
  known.set(state, labels);
  return labels;
}

function readLabels({ supergraph }: SupergraphState): Labels {
  const labels: Labelled[] = [];
  const required = new Set<string>();
  for (const application of supergraph.schema.directive('join__field')?.applications() ?? []) {
    const { overrideLabel: label, requires } = application.arguments() as JoinField;
    const percent = Number(PERCENT.exec(label ?? '')?.[1] ?? 0);
    const { name } = application.parent as FieldDefinition<never>;
    if (label && percent > 0) labels.push({ label, percent, field: name });
    for (const [word] of (requires ?? '').matchAll(/\w+/g)) required.add(word);
  }
  return { labels, required };
}

interface JoinField {
  readonly overrideLabel?: string;
  readonly requires?: string;
}
