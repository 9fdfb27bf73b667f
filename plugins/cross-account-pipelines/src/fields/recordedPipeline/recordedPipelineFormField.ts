import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RecordedPipelineField } from './RecordedPipelineField';
import { recordedPipelineSchema } from './recordedPipelineSchema';

/** `ui:field: CrossAccountRecordedPipeline` */
export const recordedPipelineFormField = createFormField({
  name: 'CrossAccountRecordedPipeline',
  component: RecordedPipelineField,
  schema: recordedPipelineSchema,
});
