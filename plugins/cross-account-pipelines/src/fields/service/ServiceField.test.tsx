import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { crossAccountPipelinesApiRef } from '../../crossAccountPipelinesApiRef';
import { serviceOf } from '../../__testUtils__/entities';
import { checkoutArn } from '../../__testUtils__/reports';
import { ServiceField } from './ServiceField';

describe('ServiceField', () => {
  const user = userEvent.setup();

  const render = (formData?: string) => {
    const onChange = jest.fn();
    const api = {
      getEntityPipelines: async (ref: string) =>
        ref === 'component:default/checkout'
          ? [{ pipelineArn: checkoutArn }]
          : [],
    };
    const props = { onChange, formData, schema: { title: 'Service' } } as any;
    renderInTestApp(<ServiceField {...props} />, {
      apis: [
        [crossAccountPipelinesApiRef, api as any],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [serviceOf('payments'), serviceOf('checkout')],
          }),
        ],
      ],
    });
    return onChange;
  };

  it('gives the services to choose from', async () => {
    const onChange = render();
    await user.click(await screen.findByRole('combobox', { name: /Service/ }));
    await user.keyboard('pay');
    await user.click(await screen.findByRole('option', { name: 'payments' }));
    expect(onChange).toHaveBeenLastCalledWith('component:default/payments');
  });

  it('says where a service has a pipeline already', async () => {
    render('component:default/checkout');
    expect(await screen.findByRole('status')).toHaveTextContent(
      'It has a pipeline already: checkout',
    );
  });

  it('says nothing of a service without one', async () => {
    render('component:default/payments');
    await screen.findByRole('combobox', { name: /Service/ });
    expect(screen.queryByText(/already/)).not.toBeInTheDocument();
  });
});
