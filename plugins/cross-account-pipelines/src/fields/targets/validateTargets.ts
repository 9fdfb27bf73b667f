import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { checkStages } from './checkStages';
import { getFieldContext } from '../fieldContext';
import type { StagesValue } from './targetsSchema';

/** Refuses stages that no pipeline could be made of. */
export const validateTargets: CustomFieldValidator<StagesValue> = async (
  value,
  validation,
  { apiHolder },
) => {
  const { t, accounts } = await getFieldContext(apiHolder);
  for (const problem of checkStages({ stages: value, accounts, t })) {
    validation.addError(problem);
  }
};
