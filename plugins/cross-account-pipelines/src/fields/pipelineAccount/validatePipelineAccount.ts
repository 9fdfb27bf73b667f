import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { checkAccount } from '../checkAccount';
import { getFieldContext } from '../fieldContext';
import type { PipelineAccountValue } from './pipelineAccountSchema';

/** Refuses anything but a configured pipeline account and one of its Regions. */
export const validatePipelineAccount: CustomFieldValidator<
  PipelineAccountValue
> = async (value, validation, { apiHolder }) => {
  const { t, accounts } = await getFieldContext(apiHolder);
  const problem = value?.account
    ? checkAccount({ chosen: value, accounts, use: 'pipeline', t })
    : t('pipelineAccountField.required');
  if (problem) {
    validation.addError(problem);
  }
};
