import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { StackNameField } from './StackNameField';
import { stackNameSchema } from './stackNameSchema';

/** `ui:field: CrossAccountStackName` */
export const stackNameFormField = createFormField({
  name: 'CrossAccountStackName',
  component: StackNameField,
  schema: stackNameSchema,
});
