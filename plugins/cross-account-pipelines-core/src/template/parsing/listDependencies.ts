import type { TemplateResource } from './ParsedTemplate';
import { subReferences } from './subReferences';
import { items } from '../templateValues';

/**
 * The logical ids that a resource names, by `DependsOn`, `Ref`, `Fn::GetAtt` and
 * `Fn::Sub`, each once. Names of parameters are among them, pseudo-parameters
 * are not.
 *
 * @alpha
 */
export function listDependencies(resource: TemplateResource): string[] {
  const names = new Set<string>();
  const { DependsOn: dependsOn } = resource;
  for (const name of Array.isArray(dependsOn) ? dependsOn : [dependsOn]) {
    if (typeof name === 'string') {
      names.add(name);
    }
  }
  collect(resource.Properties, names);
  return [...names];
}

function collect(value: unknown, names: Set<string>) {
  if (Array.isArray(value)) {
    value.forEach(item => collect(item, names));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    for (const name of namesIn(key, inner)) {
      names.add(name);
    }
    collect(inner, names);
  }
}

function namesIn(key: string, inner: unknown): string[] {
  if (key === 'Ref' && typeof inner === 'string') {
    return inner.startsWith('AWS::') ? [] : [inner];
  }
  if (key === 'Fn::GetAtt') {
    const [name] = typeof inner === 'string' ? inner.split('.') : items(inner);
    return typeof name === 'string' ? [name] : [];
  }
  if (key === 'Fn::Sub') {
    const [text, variables] =
      typeof inner === 'string' ? [inner] : items(inner);
    return typeof text === 'string'
      ? subReferences(text)
          .filter(name => !name.startsWith('AWS::'))
          .filter(name => !Object.hasOwn(Object(variables), name))
          .map(name => name.split('.')[0])
      : [];
  }
  return [];
}
