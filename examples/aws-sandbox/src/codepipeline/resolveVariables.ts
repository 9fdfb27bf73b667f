const REFERENCE = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_]+)\}/g;

/**
 * Fills in `#{namespace.variable}`. What is not known stays as it is.
 * See `codepipeline/latest/userguide/reference-variables`.
 */
export function resolveVariables(
  configuration: Record<string, string>,
  variables: Record<string, Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, text]) => [
      key,
      text.replace(
        REFERENCE,
        (reference, namespace, name) =>
          variables[namespace]?.[name] ?? reference,
      ),
    ]),
  );
}
