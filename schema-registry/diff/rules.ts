import type { DiffRule } from './rule.ts';
import { argumentAdded } from './rules/argument-added.ts';
import { argumentDefaultChanged } from './rules/argument-default-changed.ts';
import { argumentMadeNonNull } from './rules/argument-made-non-null.ts';
import { argumentMadeRequired } from './rules/argument-made-required.ts';
import { argumentRelaxed } from './rules/argument-relaxed.ts';
import { argumentRemoved } from './rules/argument-removed.ts';
import { argumentTypeChanged } from './rules/argument-type-changed.ts';
import { authorisationExchanged } from './rules/authorisation-exchanged.ts';
import { authorisationTightened } from './rules/authorisation-tightened.ts';
import { authorisationWeakened } from './rules/authorisation-weakened.ts';
import { costLowered } from './rules/cost-lowered.ts';
import { costRaised } from './rules/cost-raised.ts';
import { deprecationAdded } from './rules/deprecation-added.ts';
import { deprecationReasonChanged } from './rules/deprecation-reason-changed.ts';
import { deprecationRemoved } from './rules/deprecation-removed.ts';
import { descriptionChanged } from './rules/description-changed.ts';
import { directiveAdded } from './rules/directive-added.ts';
import { directiveLocationAdded } from './rules/directive-location-added.ts';
import { directiveLocationRemoved } from './rules/directive-location-removed.ts';
import { directiveRemoved } from './rules/directive-removed.ts';
import { directiveRepeatableRemoved } from './rules/directive-repeatable-removed.ts';
import { enumValueAdded } from './rules/enum-value-added.ts';
import { enumValueRemoved } from './rules/enum-value-removed.ts';
import { eventSourceChanged } from './rules/event-source-changed.ts';
import { fieldAdded } from './rules/field-added.ts';
import { fieldMadeNonNull } from './rules/field-made-non-null.ts';
import { fieldMadeNullable } from './rules/field-made-nullable.ts';
import { fieldRemoved } from './rules/field-removed.ts';
import { fieldShapeDiffers } from './rules/field-shape-differs.ts';
import { fieldTypeChanged } from './rules/field-type-changed.ts';
import { implementationAdded } from './rules/implementation-added.ts';
import { implementationRemoved } from './rules/implementation-removed.ts';
import { inputEnumValueAdded } from './rules/input-enum-value-added.ts';
import { inputFieldAdded } from './rules/input-field-added.ts';
import { inputFieldDefaultChanged } from './rules/input-field-default-changed.ts';
import { inputFieldMadeNonNull } from './rules/input-field-made-non-null.ts';
import { inputFieldMadeRequired } from './rules/input-field-made-required.ts';
import { inputFieldRelaxed } from './rules/input-field-relaxed.ts';
import { inputFieldRemoved } from './rules/input-field-removed.ts';
import { inputFieldTypeChanged } from './rules/input-field-type-changed.ts';
import { listSizeChanged } from './rules/list-size-changed.ts';
import { listSizeLowered } from './rules/list-size-lowered.ts';
import { listSizeRaised } from './rules/list-size-raised.ts';
import { oneOfAdded } from './rules/one-of-added.ts';
import { oneOfRemoved } from './rules/one-of-removed.ts';
import { outputEnumValueRemoved } from './rules/output-enum-value-removed.ts';
import { possibleTypeAdded } from './rules/possible-type-added.ts';
import { requiredArgumentAdded } from './rules/required-argument-added.ts';
import { requiredInputFieldAdded } from './rules/required-input-field-added.ts';
import { rootTypeAdded } from './rules/root-type-added.ts';
import { rootTypeRemoved } from './rules/root-type-removed.ts';
import { rootTypeRenamed } from './rules/root-type-renamed.ts';
import { slicingArgumentRequired } from './rules/slicing-argument-required.ts';
import { specifiedByChanged } from './rules/specified-by-changed.ts';
import { tagsChanged } from './rules/tags-changed.ts';
import { typeAdded } from './rules/type-added.ts';
import { typeKindChanged } from './rules/type-kind-changed.ts';
import { typeRemoved } from './rules/type-removed.ts';
import { unionMemberAdded } from './rules/union-member-added.ts';
import { unionMemberRemoved } from './rules/union-member-removed.ts';
import { unusedTypeChanged } from './rules/unused-type-changed.ts';
import { unusedTypeRemoved } from './rules/unused-type-removed.ts';

/** Every rule of the diff, in the order of the documentation. */
export const RULES: readonly DiffRule[] = [
  typeRemoved,
  unusedTypeRemoved,
  unusedTypeChanged,
  typeAdded,
  typeKindChanged,
  rootTypeRemoved,
  rootTypeRenamed,
  rootTypeAdded,
  fieldRemoved,
  fieldAdded,
  fieldTypeChanged,
  fieldMadeNullable,
  fieldMadeNonNull,
  fieldShapeDiffers,
  argumentRemoved,
  argumentAdded,
  requiredArgumentAdded,
  argumentTypeChanged,
  argumentMadeRequired,
  argumentMadeNonNull,
  argumentRelaxed,
  argumentDefaultChanged,
  inputFieldRemoved,
  inputFieldAdded,
  requiredInputFieldAdded,
  inputFieldTypeChanged,
  inputFieldMadeRequired,
  inputFieldMadeNonNull,
  inputFieldRelaxed,
  inputFieldDefaultChanged,
  enumValueRemoved,
  outputEnumValueRemoved,
  enumValueAdded,
  inputEnumValueAdded,
  unionMemberRemoved,
  unionMemberAdded,
  implementationRemoved,
  implementationAdded,
  possibleTypeAdded,
  oneOfAdded,
  oneOfRemoved,
  specifiedByChanged,
  directiveRemoved,
  directiveAdded,
  directiveLocationRemoved,
  directiveLocationAdded,
  directiveRepeatableRemoved,
  deprecationAdded,
  deprecationRemoved,
  deprecationReasonChanged,
  descriptionChanged,
  authorisationWeakened,
  authorisationTightened,
  authorisationExchanged,
  costRaised,
  costLowered,
  listSizeRaised,
  listSizeLowered,
  listSizeChanged,
  slicingArgumentRequired,
  tagsChanged,
  eventSourceChanged,
];
