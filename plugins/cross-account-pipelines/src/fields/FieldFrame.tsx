import { useId } from 'react';
import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import styles from './FieldFrame.module.css';

/** Gathers what belongs to one field of a form under its title. */
export function FieldFrame(props: {
  field: {
    schema: { title?: string };
    required?: boolean;
  };
  defaultTitle: string;
  children: ReactNode;
}) {
  const { field, defaultTitle, children } = props;
  const title = useId();
  return (
    <div role="group" aria-labelledby={title} className={styles.frame}>
      <Text as="h4" id={title} weight="bold" className={styles.title}>
        {field.schema.title ?? defaultTitle}
      </Text>
      {children}
    </div>
  );
}
