import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TargetsField } from './TargetsField';
import { targetsSchema } from './targetsSchema';
import { validateTargets } from './validateTargets';

/** `ui:field: CrossAccountTargets` */
export const targetsFormField = createFormField({
  name: 'CrossAccountTargets',
  component: TargetsField,
  validation: validateTargets,
  schema: targetsSchema,
});
