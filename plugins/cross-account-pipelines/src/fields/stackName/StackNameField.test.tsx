import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { StackNameField } from './StackNameField';

function Form(props: { component?: string; initial?: string }) {
  const [value, setValue] = useState<string | undefined>(props.initial);
  const given = {
    formData: value,
    onChange: setValue,
    schema: { title: 'Stack name', maxLength: 128 },
    formContext: { formData: { component: props.component } },
  } as any;
  return <StackNameField {...given} />;
}

describe('StackNameField', () => {
  const user = userEvent.setup();

  it("proposes the service's name, which may be changed and emptied", async () => {
    renderInTestApp(<Form component="component:default/orders" />);
    const field = await screen.findByLabelText('Stack name');
    expect(field).toHaveValue('orders');
    await user.clear(field);
    expect(field).toHaveValue('');
    await user.type(field, 'shop-orders');
    expect(field).toHaveValue('shop-orders');
  });

  it('leaves a name that is there', async () => {
    renderInTestApp(
      <Form component="component:default/orders" initial="other" />,
    );
    expect(await screen.findByLabelText('Stack name')).toHaveValue('other');
  });
});
