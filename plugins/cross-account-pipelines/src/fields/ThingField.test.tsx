import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { ThingField } from './ThingField';

const arn =
  'arn:aws:codeconnections:eu-west-1:111111111111:connection/7f0c0d5e-1111-4222-8333-444455556666';

function Form(props: { onChange(value?: string): void }) {
  const [value, setValue] = useState<string>();
  const given = {
    formData: value,
    onChange: (changed?: string) => {
      setValue(changed);
      props.onChange(changed);
    },
    schema: { title: 'Connection' },
    uiSchema: { 'ui:options': { kind: 'connection', in: 'pipeline' } },
    formContext: {
      formData: { pipeline: { account: '111111111111', region: 'eu-west-1' } },
    },
  } as any;
  return <ThingField {...given} />;
}

function renderField(listThings: jest.Mock) {
  const onChange = jest.fn();
  renderInTestApp(<Form onChange={onChange} />, {
    apis: [
      [
        crossAccountPipelinesApiRef,
        { listAccounts: async () => [], listThings } as any,
      ],
    ],
  });
  return { onChange };
}

describe('ThingField', () => {
  const user = userEvent.setup();

  it('offers what there is by its name, and keeps what names it', async () => {
    const listThings = jest.fn(async () => [
      { value: arn, title: 'shop', detail: 'GitHub' },
    ]);
    const { onChange } = renderField(listThings);
    const field = await screen.findByRole('combobox', { name: /Connection/ });
    await user.click(field);
    await user.click(await screen.findByRole('option', { name: /^shop/ }));
    expect(onChange).toHaveBeenLastCalledWith(arn);
    expect(field).toHaveValue('shop · GitHub');
    expect(listThings).toHaveBeenCalledWith({
      account: '111111111111',
      region: 'eu-west-1',
      kind: 'connection',
    });
  });

  it('takes what is typed, also where nothing can be listed', async () => {
    const listThings = jest.fn(async () => {
      throw new Error('may not list');
    });
    const { onChange } = renderField(listThings);
    expect(await screen.findByTitle('may not list')).toBeInTheDocument();
    const field = screen.getByRole('combobox', { name: /Connection/ });
    await user.type(field, 'arn:x');
    await user.tab();
    expect(onChange).toHaveBeenLastCalledWith('arn:x');
    expect(field).toHaveValue('arn:x');
  });
});
