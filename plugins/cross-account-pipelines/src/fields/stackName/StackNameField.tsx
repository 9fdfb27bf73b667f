import { useEffect, useRef } from 'react';
import { TextField } from '@backstage/ui';
import { FieldSurface } from '../FieldSurface';
import { proposeStackName } from './proposeStackName';
import type { stackNameSchema } from './stackNameSchema';

type Props = typeof stackNameSchema.TProps;

/** Asks for the name of a stack, and proposes the service's. */
export function StackNameField(props: Props) {
  const { formData, onChange, schema, uiSchema, required, rawErrors } = props;
  const proposed = proposeStackName(
    props.formContext?.formData?.name || props.formContext?.formData?.component,
  );
  const touched = useRef(Boolean(formData));
  // After every rendering rather than once: when two fields propose a value in
  // the same moment, the form keeps only one of them.
  useEffect(() => {
    if (!touched.current && !formData && proposed) {
      onChange(proposed);
    }
  });
  return (
    <FieldSurface>
      <TextField
        label={schema.title}
        description={uiSchema?.['ui:description'] ?? schema.description}
        isRequired={required}
        isDisabled={props.disabled || props.readonly}
        isInvalid={Boolean(rawErrors?.length)}
        maxLength={schema.maxLength}
        value={formData ?? ''}
        onChange={value => {
          touched.current = true;
          onChange(value || undefined);
        }}
      />
    </FieldSurface>
  );
}
