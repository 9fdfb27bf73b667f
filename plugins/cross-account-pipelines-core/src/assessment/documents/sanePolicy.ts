import { malformedPrincipals } from '../findings/principalRules';
import {
  asList,
  isPolicyDocument,
  rawStatements,
  statementsOf,
  withStatements,
  type PolicyDocument,
  type Statement,
} from '../mending/PolicyDocument';

/** An id that AWS gives to nobody. */
const nobody = 'AROA0000000000000000';

/**
 * A policy in which what can be nobody's name stands for nobody: AWS does not
 * take such a policy, so it grants nothing, and that is known.
 */
export function sanePolicy(document: unknown): unknown {
  return isPolicyDocument(document) ? withoutMalformed(document) : document;
}

function withoutMalformed(document: PolicyDocument): PolicyDocument {
  const statements = statementsOf(document);
  if (statements.every(each => malformedPrincipals(each).length === 0)) {
    return document;
  }
  return withStatements(
    document,
    rawStatements(document).map((raw, index) => {
      const wrong = malformedPrincipals(statements[index]);
      const { Principal } = statements[index];
      return wrong.length > 0 && typeof Principal === 'object'
        ? {
            ...(raw as Statement),
            Principal: {
              ...Principal,
              AWS: asList(Principal.AWS).map(each =>
                wrong.includes(each) ? nobody : each,
              ),
            },
          }
        : raw;
    }),
  );
}
