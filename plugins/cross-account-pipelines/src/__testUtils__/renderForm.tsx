import { renderInTestApp } from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { PipelineAccountField } from '../fields/pipelineAccount/PipelineAccountField';
import { TargetsField } from '../fields/targets/TargetsField';
import { validatePipelineAccount } from '../fields/pipelineAccount/validatePipelineAccount';
import { validateTargets } from '../fields/targets/validateTargets';

const pipeline = {
  title: 'Where the pipeline lives',
  description: 'Choose the *pipeline* account',
  type: 'object',
  'ui:field': 'CrossAccountPipelineAccount',
};

const stages = {
  title: 'What it deploys to',
  type: 'array',
  minItems: 1,
  items: { type: 'object' },
  'ui:field': 'CrossAccountTargets',
};

/** Shows form fields in the scaffolder's own form, as a template would. */
export function renderForm(options: {
  listAccounts: CrossAccountPipelinesApi['listAccounts'];
  fields: Array<'pipeline' | 'stages'>;
  initialState?: Record<string, any>;
}) {
  const { listAccounts, fields, initialState } = options;
  const onCreate = jest.fn(async () => {});
  // The form scrolls up at each step, which jsdom cannot.
  jest.spyOn(window, 'scrollTo').mockImplementation(() => {});
  renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={{
          title: 'New pipeline',
          steps: [
            {
              title: 'Accounts',
              schema: {
                type: 'object',
                required: fields,
                properties: {
                  ...(fields.includes('pipeline') && { pipeline }),
                  ...(fields.includes('stages') && { stages }),
                },
              },
            },
          ],
        }}
        extensions={[
          {
            name: 'CrossAccountPipelineAccount',
            component: PipelineAccountField,
            validation: validatePipelineAccount,
          },
          {
            name: 'CrossAccountTargets',
            component: TargetsField,
            validation: validateTargets,
          },
        ]}
        initialState={initialState}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    { apis: [[crossAccountPipelinesApiRef, { listAccounts } as any]] },
  );
  return { onCreate };
}
