import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PlanField } from './PlanField';
import { planSchema } from './planSchema';

/** `ui:field: CrossAccountPlan` */
export const planFormField = createFormField({
  name: 'CrossAccountPlan',
  component: PlanField,
  schema: planSchema,
});
