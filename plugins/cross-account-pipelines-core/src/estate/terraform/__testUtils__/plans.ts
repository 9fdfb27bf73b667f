import plan from '../fixtures/plan.json';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;

/**
 * What Terraform 1.11 with version 5.100 of the AWS provider planned of
 * `fixtures/main.tf` before anything was there.
 */
export function realPlan(): Loose {
  return structuredClone(plan);
}

/** The real plan with another resource or data source. */
export function changePlan(
  address: string,
  change: (values: Loose, unknown?: Loose) => void,
  configure?: (configuration: Loose) => void,
): Loose {
  const changed = realPlan();
  const { after_unknown: unknown } =
    changed.resource_changes.find((each: Loose) => each.address === address)
      ?.change ?? {};
  const found = [changed.planned_values, changed.prior_state.values]
    .flatMap(state => modulesIn(state.root_module))
    .flatMap(module => module.resources ?? [])
    .find(each => each.address === address);
  if (!found) {
    throw new Error(`The plan has no ${address}`);
  }
  change(found.values, unknown);
  configure?.(configurationOf(changed, address));
  return changed;
}

function modulesIn(module: Loose): Loose[] {
  return [module, ...(module.child_modules ?? []).flatMap(modulesIn)];
}

function configurationOf(changed: Loose, address: string): Loose {
  const parts = address.split('.');
  let module = changed.configuration.root_module;
  while (parts[0] === 'module') {
    module = module.module_calls[parts[1]].module;
    parts.splice(0, 2);
  }
  return module.resources.find(
    (each: Loose) => each.address === parts.join('.'),
  );
}
