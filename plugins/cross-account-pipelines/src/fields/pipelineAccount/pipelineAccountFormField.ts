import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PipelineAccountField } from './PipelineAccountField';
import { pipelineAccountSchema } from './pipelineAccountSchema';
import { validatePipelineAccount } from './validatePipelineAccount';

/** `ui:field: CrossAccountPipelineAccount` */
export const pipelineAccountFormField = createFormField({
  name: 'CrossAccountPipelineAccount',
  component: PipelineAccountField,
  validation: validatePipelineAccount,
  schema: pipelineAccountSchema,
});
