import { useId } from 'react';
import type { ReactNode } from 'react';
import { MarkdownContent } from '@backstage/core-components';
import { Text } from '@backstage/ui';
import { FieldSurface } from './FieldSurface';
import styles from './FieldFrame.module.css';

/** Gathers what belongs to one field of a form under its title. */
export function FieldFrame(props: {
  field: {
    schema: { title?: string; description?: string };
    uiSchema?: { 'ui:description'?: string };
  };
  defaultTitle: string;
  children: ReactNode;
}) {
  const { field, defaultTitle, children } = props;
  const { schema, uiSchema } = field;
  const title = useId();
  const description = uiSchema?.['ui:description'] ?? schema.description;
  return (
    <FieldSurface role="group" aria-labelledby={title} className={styles.frame}>
      <Text as="div" id={title} weight="bold">
        {schema.title ?? defaultTitle}
      </Text>
      {description && (
        <MarkdownContent
          content={description}
          linkTarget="_blank"
          className={styles.description}
        />
      )}
      {children}
    </FieldSurface>
  );
}
