import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ThingField } from './ThingField';
import { thingSchema } from './thingSchema';

/** `ui:field: CrossAccountThing` */
export const thingFormField = createFormField({
  name: 'CrossAccountThing',
  component: ThingField,
  schema: thingSchema,
});
