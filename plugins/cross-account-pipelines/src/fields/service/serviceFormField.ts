import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ServiceField } from './ServiceField';
import { serviceSchema } from './serviceSchema';

/** `ui:field: CrossAccountService` */
export const serviceFormField = createFormField({
  name: 'CrossAccountService',
  component: ServiceField,
  schema: serviceSchema,
});
