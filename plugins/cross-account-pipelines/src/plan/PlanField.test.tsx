import { useState } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';
import { checkoutArn, checkoutReport } from '../__testUtils__/reports';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { PlanField } from './PlanField';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'new', namespace: 'default' },
  spec: {
    type: 'pipeline',
    parameters: [
      {
        required: ['component', 'stackName'],
        properties: {
          component: { title: 'Service' },
          stackName: { title: 'Stack name' },
        },
      },
    ],
    steps: [
      {
        id: 'render',
        action: 'aws:cross-account-pipeline:render',
        input: {
          name: '${{ parameters.component | parseEntityRef | pick("name") }}',
          deploy: { stackName: '${{ parameters.stackName }}' },
        },
      },
    ],
  },
};

const plan: PipelinePlan = {
  pipelineArn: checkoutArn,
  report: { ...checkoutReport, origin: 'predicted' },
  findings: [
    {
      rule: 'wide',
      level: 'warning',
      message: 'A policy is too wide',
      remedy: 'Name the bucket',
      place: { file: 'cloudformation/foundation.yaml', line: 12 },
    } as PipelinePlan['findings'][number],
  ],
  stacks: [
    {
      phase: 'target',
      account: '333333333333',
      region: 'eu-west-1',
      stackName: 'checkout-target',
      template: 't.json',
    },
    {
      phase: 'foundation',
      account: '111111111111',
      region: 'eu-west-1',
      stackName: 'checkout-foundation',
      template: 'f.json',
    },
  ],
};

function Form(props: { onChange(value?: string): void }) {
  const [stackName, setStackName] = useState('');
  const [component, setComponent] = useState('component:default/orders');
  const [value, setValue] = useState<string>();
  const given = {
    formData: value,
    onChange: (sentence?: string) => {
      setValue(sentence);
      props.onChange(sentence);
    },
    schema: {},
    uiSchema: { 'ui:options': { template: 'template:default/new' } },
    formContext: {
      formData: { component, stackName },
    },
  } as any;
  return (
    <>
      <input
        aria-label="Stack name"
        value={stackName}
        onChange={event => setStackName(event.target.value)}
      />
      <button onClick={() => setComponent('component:default/search')}>
        Another service
      </button>
      <PlanField {...given} />
    </>
  );
}

function renderPlan(planPipeline: jest.Mock) {
  const onChange = jest.fn();
  renderInTestApp(<Form onChange={onChange} />, {
    apis: [
      [crossAccountPipelinesApiRef, { planPipeline } as any],
      [catalogApiRef, catalogApiMock({ entities: [template] })],
    ],
  });
  return { onChange };
}

describe('PlanField', () => {
  const user = userEvent.setup();

  it('says what is to be answered, then what would be made', async () => {
    const planPipeline = jest.fn(async () => plan);
    const { onChange } = renderPlan(planPipeline);
    expect(
      await screen.findByText(/once these are answered: Stack name/),
    ).toBeInTheDocument();
    expect(planPipeline).not.toHaveBeenCalled();

    await user.type(await screen.findByLabelText('Stack name'), 'o');
    expect(await screen.findByText('checkout-target')).toBeInTheDocument();
    expect(planPipeline).toHaveBeenLastCalledWith(
      {
        entityRef: 'component:default/orders',
        spec: { name: 'orders', deploy: { stackName: 'o' } },
      },
      expect.anything(),
    );
    const stacks = screen
      .getAllByText(/^checkout-(target|foundation)$/)
      .map(({ textContent }) => textContent);
    expect(stacks).toEqual(['checkout-foundation', 'checkout-target']);
    expect(
      screen.getByText('cloudformation/foundation.yaml:12'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(
        expect.stringMatching(/^Makes 2 stacks · 1 of 4 accounts cannot/),
      ),
    );
  });

  it('keeps no sentence of a plan that is not true any more, and asks once for what was typed', async () => {
    const planPipeline = jest.fn(async () => plan);
    const { onChange } = renderPlan(planPipeline);
    const field = await screen.findByLabelText('Stack name');
    await user.type(field, 'o');
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(expect.any(String)),
    );
    await user.type(field, 'rders');
    expect(onChange).toHaveBeenLastCalledWith(undefined);
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(expect.any(String)),
    );
    expect(planPipeline).toHaveBeenCalledTimes(2);
  });

  it('keeps no sentence when an answer is taken back', async () => {
    const { onChange } = renderPlan(jest.fn(async () => plan));
    const field = await screen.findByLabelText('Stack name');
    await user.type(field, 'o');
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(expect.any(String)),
    );
    await user.clear(field);
    expect(
      await screen.findByText(/once these are answered: Stack name/),
    ).toBeInTheDocument();
    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });

  it('asks once about another service', async () => {
    const planPipeline = jest.fn(async () => plan);
    const { onChange } = renderPlan(planPipeline);
    await user.type(await screen.findByLabelText('Stack name'), 'o');
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(expect.any(String)),
    );
    await user.click(screen.getByRole('button', { name: 'Another service' }));
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(expect.any(String)),
    );
    expect(planPipeline).toHaveBeenCalledTimes(2);
    expect(planPipeline).toHaveBeenLastCalledWith(
      {
        entityRef: 'component:default/search',
        spec: { name: 'search', deploy: { stackName: 'o' } },
      },
      expect.anything(),
    );
  });

  it('leads from a pipeline that exists to the form that changes it, and says what is lost', async () => {
    const place = { account: '333333333333', region: 'eu-west-1' };
    const existing: PipelinePlan = {
      ...plan,
      stacks: plan.stacks.map(stack => ({
        ...stack,
        outcome: stack.phase === 'target' ? 'created' : 'unchanged',
        changes: [],
      })),
      change: {
        pipelineArn: checkoutArn,
        gained: [place],
        lost: [{ account: '444444444444', region: 'eu-west-1' }],
        kept: [],
        leftovers: [
          {
            account: '444444444444',
            region: 'eu-west-1',
            stackName: 'checkout-target',
            phase: 'target',
            roles: ['checkout-action'],
          },
        ],
        applications: [
          {
            account: '444444444444',
            region: 'eu-west-1',
            stackName: 'checkout',
          },
        ],
        stores: [
          {
            account: '111111111111',
            region: 'eu-west-1',
            stackName: 'checkout-foundation',
            logicalId: 'ArtifactKey',
            type: 'AWS::KMS::Key',
            change: 'replaced',
          },
        ],
      },
    };
    const { onChange } = renderPlan(jest.fn(async () => existing));
    await user.type(await screen.findByLabelText('Stack name'), 'o');
    const change = within(
      await screen.findByRole('region', { name: 'Against what is deployed' }),
    );
    expect(
      change.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/Lost: .*444444444444.*eu-west-1/),
      expect.stringMatching(/Replaced, with the artifacts in it: ArtifactKey/),
      expect.stringMatching(
        /Not needed any more: checkout-target in .*444444444444.*, eu-west-1, with checkout-action/,
      ),
      expect.stringMatching(
        /Not deployed any more: checkout in .*444444444444.*, eu-west-1/,
      ),
      expect.stringMatching(/^Gained: .*333333333333/),
    ]);
    expect(screen.getByText(/eu-west-1 · is created/)).toBeInTheDocument();
    expect(screen.getByText('checkout exists already')).toBeInTheDocument();
    await waitFor(() =>
      expect(onChange).toHaveBeenLastCalledWith(
        expect.stringMatching(/^Makes 2 stacks · Loses one account · /),
      ),
    );
  });

  it('says that the name is taken', async () => {
    renderPlan(
      jest.fn(async () => ({ ...plan, conflict: 'It belongs to payments' })),
    );
    await user.type(await screen.findByLabelText('Stack name'), 'o');
    expect(
      await screen.findByText('It belongs to payments'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/exists already/)).not.toBeInTheDocument();
  });

  it('says why there can be none', async () => {
    renderPlan(
      jest.fn(async () => {
        throw new Error('deploy.stackName: must begin with a letter');
      }),
    );
    await user.type(await screen.findByLabelText('Stack name'), '1');
    expect(
      await screen.findByText('deploy.stackName: must begin with a letter'),
    ).toBeInTheDocument();
  });
});
