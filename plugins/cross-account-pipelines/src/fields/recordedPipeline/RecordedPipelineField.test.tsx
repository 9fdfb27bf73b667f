import { useState } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { crossAccountPipelinesApiRef } from '../../crossAccountPipelinesApiRef';
import { RecordedPipelineField } from './RecordedPipelineField';

const region = 'eu-west-1';
const arnOf = (name: string) =>
  `arn:aws:codepipeline:${region}:111111111111:${name}`;

const specOf = (name: string) => ({
  name,
  account: '111111111111',
  region,
  variables: [{ name: 'Kept' }],
  build: { buildspec: 'build.yml', computeType: 'BUILD_GENERAL1_LARGE' },
  deploy: {
    provider: 'CloudFormation',
    stackName: name,
    mode: 'change-set',
    capabilities: ['CAPABILITY_IAM'],
  },
  stages: [
    {
      name: 'Dev',
      targets: [
        { name: 'dev', account: '222222222222', region, wave: 2 },
        { name: 'prod', account: '333333333333', region },
      ],
      approval: { message: 'Go on?', reviewUrl: 'https://review.example' },
      failure: { result: 'ROLLBACK' },
    },
  ],
});

const accounts = ['222222222222', '333333333333', '444444444444'].map(
  (id, index) => ({
    id,
    name: ['dev', 'prod', 'new'][index],
    regions: [region],
    uses: ['target'],
  }),
);

function renderField(
  options: { pipelines?: string[]; answers?: object; refuse?: string } = {},
) {
  const { pipelines = ['orders'], answers, refuse } = options;
  const values: any[] = [];
  const getPipelineSpec = jest.fn(async (pipelineArn: string) => {
    if (refuse) {
      throw new Error(refuse);
    }
    return { pipelineArn, spec: specOf(pipelineArn.split(':').at(-1)!) };
  });
  const api = {
    getEntityPipelines: async () =>
      pipelines.map(name => ({ pipelineArn: arnOf(name) })),
    getPipelineSpec,
    listAccounts: async () => accounts,
  };
  function Form() {
    // As the form library starts it.
    const [value, setValue] = useState<any>({});
    const props = {
      formData: value,
      onChange: (changed: any) => {
        values.push(changed);
        setValue(changed);
      },
      schema: {},
      uiSchema: {},
      formContext: {
        formData: answers ?? { component: 'component:default/orders' },
      },
    } as any;
    return <RecordedPipelineField {...props} />;
  }
  renderInTestApp(<Form />, {
    apis: [[crossAccountPipelinesApiRef, api as any]],
  });
  return { getPipelineSpec, last: () => values.at(-1) };
}

describe('RecordedPipelineField', () => {
  const user = userEvent.setup();

  it('starts from what made the only pipeline', async () => {
    const { last, getPipelineSpec } = renderField();
    expect(await screen.findByDisplayValue('build.yml')).toBeInTheDocument();
    expect(screen.getByLabelText('Stack name')).toHaveValue('orders');
    expect(last()).toEqual(specOf('orders'));
    expect(getPipelineSpec).toHaveBeenCalledTimes(1);
  });

  it('changes what somebody changes, and keeps the rest', async () => {
    const { last } = renderField();
    await user.click(
      await screen.findByRole('button', { name: /Remove prod in eu-west-1/ }),
    );
    await user.clear(screen.getByLabelText('Stack name'));
    await user.type(screen.getByLabelText('Stack name'), 'shop');
    await user.type(screen.getByDisplayValue('Go on?'), '!');
    await user.click(screen.getByRole('switch', { name: /^Test/ }));
    const before = specOf('orders');
    const [stage] = before.stages;
    const changed = {
      ...before,
      deploy: { ...before.deploy, stackName: 'shop' },
      test: {},
      stages: [
        {
          ...stage,
          targets: [stage.targets[0]],
          approval: { ...stage.approval, message: 'Go on?!' },
        },
      ],
    };
    expect(last()).toEqual(changed);
    await user.click(screen.getByRole('switch', { name: /^Build/ }));
    expect(last()).not.toHaveProperty('build');
    await user.type(screen.getByLabelText('Buildspec of the test'), 'test.yml');
    expect(last().test).toEqual({ buildspec: 'test.yml' });
  });

  it('offers what a setting can be by titles', async () => {
    const { last } = renderField();
    await user.click(await screen.findByRole('button', { name: /Mode$/ }));
    await user.click(
      await screen.findByRole('option', { name: 'Directly, in one action' }),
    );
    expect(last().deploy).toEqual({
      ...specOf('orders').deploy,
      mode: 'direct',
    });
    expect(screen.getByRole('button', { name: /Mode$/ })).toHaveTextContent(
      'Directly, in one action',
    );
  });

  it('asks which one where there are several, unless it is named', async () => {
    const { last, getPipelineSpec } = renderField({
      pipelines: ['orders', 'billing'],
      answers: {
        component: 'component:default/orders',
        pipelineArn: arnOf('billing'),
      },
    });
    expect(await screen.findByDisplayValue('billing')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Pipeline$/ }));
    await user.click(await screen.findByRole('option', { name: /^orders/ }));
    expect(await screen.findByDisplayValue('orders')).toBeInTheDocument();
    expect(last()).toEqual(specOf('orders'));
    expect(getPipelineSpec).toHaveBeenCalledTimes(2);
  });

  it('takes no pipeline of another service for it', async () => {
    const { getPipelineSpec } = renderField({
      pipelines: [],
      answers: {
        component: 'component:default/orders',
        pipelineArn: arnOf('billing'),
      },
    });
    expect(
      await screen.findByText('The service has no pipeline.'),
    ).toBeInTheDocument();
    expect(getPipelineSpec).not.toHaveBeenCalled();
  });

  it('says why there is nothing to start from', async () => {
    renderField({ refuse: 'It does not say what made it' });
    const alert = await screen.findByRole('alert');
    expect(
      within(alert).getByText('It does not say what made it'),
    ).toBeInTheDocument();
  });

  it('lets another be chosen where one cannot be read', async () => {
    const { last, getPipelineSpec } = renderField({
      pipelines: ['orders', 'billing'],
    });
    const choose = async (name: RegExp) => {
      await user.click(
        await screen.findByRole('button', { name: /Pipeline$/ }),
      );
      await user.click(await screen.findByRole('option', { name }));
    };
    getPipelineSpec.mockRejectedValueOnce(new Error('Nobody knows its spec'));
    await choose(/^billing/);
    const alert = await screen.findByRole('alert');
    expect(
      within(alert).getByText('Nobody knows its spec'),
    ).toBeInTheDocument();
    await choose(/^orders/);
    expect(await screen.findByDisplayValue('orders')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(last()).toEqual(specOf('orders'));
  });

  it('waits for the service', async () => {
    renderField({ answers: {} });
    expect(
      await screen.findByText('Choose the service first.'),
    ).toBeInTheDocument();
  });
});
