import { Box } from '@backstage/ui';
import type { BoxProps } from '@backstage/ui';
import styles from './FieldSurface.module.css';

/** Sets what is filled in off against a form, and gives it the form's colours. */
export function FieldSurface(props: BoxProps) {
  const { className = '', ...rest } = props;
  return (
    <Box
      bg="neutral"
      {...rest}
      className={`${styles.surface} ${className}`}
      data-cross-account-pipelines
    />
  );
}
