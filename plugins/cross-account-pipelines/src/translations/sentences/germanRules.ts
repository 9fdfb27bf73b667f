/** What can be found, in German, by the id of the register of rules. */
export const germanRules = {
  'rule.H0': 'CodePipeline übernimmt die Servicerolle',
  'rule.H1': 'Die Servicerolle übernimmt die Aktionsrolle',
  'rule.H2': 'Die Aktionsrolle ruft die API des Anbieters auf',
  'rule.H3': 'Die Aktionsrolle übergibt die Deployment-Rolle',
  'rule.H4': 'CloudFormation übernimmt die Deployment-Rolle',
  'rule.H5': 'Eine Rolle liest oder beschreibt den Bucket der Artefakte',
  'rule.H6': 'Eine Rolle verwendet den Schlüssel der Artefakte',
  'rule.H7': 'Die Deployment-Rolle liest Artefakte mit Vorlagen',
  'rule.H8': 'Die Definition der Pipeline selbst ist richtig',
  'rule.H9': 'Die Aktionsrolle schreibt in einen Bucket des Zielkontos',
  'rule.H10': 'Eine Instanzrolle liest die Revision',
  'rule.H11': 'Was die Definition nennt, gibt es',
  'rule.H12': 'Die Rolle des Portals darf anlegen, was die Stacks enthalten',
  'rule.H13':
    'Ein Build oder eine Funktion betritt von selbst ein anderes Konto',
  'rule.H14': 'Ein EKS-Cluster lässt die Aktionsrolle ein',
  'rule.account-id-malformed': 'Eine Kontonummer hat keine zwölf Ziffern',
  'rule.action-on-wrong-resource':
    'Eine Anweisung erlaubt eine Aktion auf einer Ressource anderer Art',
  'rule.action-unknown': 'Eine Policy nennt eine Aktion, die AWS nicht hat',
  'rule.assumes-any-role':
    'Eine Rolle darf jede Rolle übernehmen, die sie einlässt',
  'rule.bucket-policy-allows-everything':
    'Eine Bucket Policy erlaubt jede Aktion',
  'rule.bucket-policy-blocked':
    'Block Public Access macht eine Bucket Policy unwirksam',
  'rule.deny-hits-uploads-without-header':
    'Ein Deny trifft auch Uploads ohne Verschlüsselungs-Header',
  'rule.deny-not-principal':
    'Ein Deny mit NotPrincipal trifft jede Rolle mit einer Permissions Boundary',
  'rule.deploy-role-unbounded':
    'Eine Deployment-Rolle darf alles und hat keine Permissions Boundary',
  'rule.deploy-role-without-permissions':
    'Eine Deployment-Rolle darf nichts anlegen',
  'rule.event-bus-refuses-source':
    'Ein Event-Bus lehnt die Ereignisse des Quellkontos ab',
  'rule.insecure-transport-deny-incomplete':
    'Ein Deny unverschlüsselter Verbindungen lässt etwas aus',
  'rule.key-alias-as-resource':
    'Eine Policy nennt einen Schlüssel mit seinem Alias',
  'rule.key-grant-without-generate-data-key':
    'Eine Anweisung erlaubt kms:Encrypt, aber nicht kms:GenerateDataKey',
  'rule.key-policy-allows-everything':
    'Eine Key Policy gibt anderen Konten jede Aktion',
  'rule.key-without-rotation': 'Ein Schlüssel wird nie rotiert',
  'rule.passes-any-role': 'Eine Rolle darf jede Rolle ihres Kontos übergeben',
  'rule.policy-malformed': 'AWS lehnt eine Policy als Ganzes ab',
  'rule.policy-too-large': 'Eine Policy ist größer, als AWS annimmt',
  'rule.principal-anybody': 'Eine Policy lässt jeden ein',
  'rule.principal-deleted': 'Eine Policy nennt eine gelöschte Rolle',
  'rule.principal-malformed':
    'Eine Policy nennt einen Principal, der niemand sein kann',
  'rule.principal-missing': 'Eine Policy nennt eine Rolle, die es nicht gibt',
  'rule.principal-needs-second-pass':
    'Eine Policy nennt eine Rolle, die kein früherer Stack anlegt',
  'rule.access-logs-refused':
    'Zugriffsprotokolle sollen dorthin, wohin S3 sie nicht schreibt',
  'rule.access-logs-undelivered': 'S3 kann keine Zugriffsprotokolle schreiben',
  'rule.repository-refuses-target':
    'Ein Repository lässt ein Zielkonto sein Image nicht abrufen',
  'rule.rule-target-role-of-other-account':
    'Eine Ereignisregel bekommt eine Rolle eines anderen Kontos',
  'rule.rule-watches-other-branch':
    'Eine Ereignisregel beobachtet einen anderen Branch, als die Pipeline liest',
  'rule.service-trust-without-source':
    'Eine Servicerolle lässt CodePipeline für jede Pipeline ein',
  'rule.stack-not-updatable':
    'Ein Stack ist in einem Zustand, in dem er keine Aktualisierung annimmt',
  'rule.stack-role-missing':
    'Ein Stack merkt sich eine Rolle, die es nicht gibt',
  'rule.trust-accepts-whole-account': 'Eine Rolle vertraut einem ganzen Konto',
  'rule.manifest': 'Das Manifest nennt, was es nicht gibt',
  'rule.not-compared':
    'Was deployt ist, lässt sich nicht mit dem vergleichen, was es würde',
  'rule.pipeline-missing': 'Keine der Vorlagen legt die Pipeline an',
  'rule.pipeline-spec':
    'Die Spezifikation der Pipeline lässt sich nicht umsetzen',
  'rule.template': 'CloudFormation nimmt die Vorlage nicht an',
  'rule.terraform-plan':
    'Der Terraform-Plan sagt nicht, wo ein Provider arbeitet',
  'rule.unused-policy-rule':
    'Eine Regel der Policy-Datei passt auf keinen Befund',
  'rule.targets-behind-rule':
    'Eine Regel nennt andere Konten, als die Pipeline erreicht',
  'rule.wider-permission':
    'Etwas ist erlaubt, das im Deployten nicht erlaubt ist',
} as const;
