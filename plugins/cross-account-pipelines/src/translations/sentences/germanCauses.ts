/**
 * What can be wrong, in German: what happened and what to change, by the id of
 * the register of causes.
 */
const PRINCIPALS =
  'Deployen Sie zuerst die Stacks, die diese Rollen anlegen, oder nennen Sie deren Konten und prüfen Sie auf aws:PrincipalArn, was auch Rollen annimmt, die es noch nicht gibt. Nehmen Sie IDs gelöschter Rollen heraus, bevor Sie eine Policy zurückschreiben.';
const BUCKET =
  'Erlauben Sie Aktionen auf Objekten für bucket/* und s3:ListBucket, s3:GetBucketLocation und s3:GetBucketVersioning für den Bucket, in der Bucket Policy und in der Policy der Rolle.';
const KEY =
  'Erlauben Sie kms:Decrypt und kms:DescribeKey zum Lesen, dazu kms:GenerateDataKey*, kms:Encrypt und kms:ReEncrypt* zum Schreiben, in der Key Policy und in der Policy der Rolle.';

export const germanCauses = {
  'cause.caller-policy-lacks-allow.sentence':
    'Die eigenen Policies des Aufrufers erlauben {action|das} möglicherweise nicht auf genau dieser Ressource, Pfad und Name eingeschlossen.',
  'cause.caller-policy-lacks-allow.change':
    'Erlauben Sie {action|die Aktion} auf {target|der Ressource} in einer Policy von {who|dem Aufrufer}.',
  'cause.caller-policy-denies.sentence':
    'Eine Deny-Anweisung in einer Policy des Aufrufers verweigert es.',
  'cause.caller-policy-denies.change':
    'Nehmen Sie {action|die Aktion} für {who|den Aufrufer} aus der Deny-Anweisung heraus, die zutrifft[[ (in {policy})]], oder grenzen Sie diese Anweisung ein.',
  'cause.resource-policy-lacks-allow.sentence':
    'In {document|der Policy der Ressource} sind der Aufrufer oder sein Konto für diese Aktion möglicherweise nicht genannt.',
  'cause.resource-policy-lacks-allow.change':
    'Erlauben Sie in {document|der Policy} von {target|der Ressource} {action|die Aktion} für {who|den Aufrufer}.',
  'cause.resource-policy-denies.sentence':
    'Eine Deny-Anweisung in {document|der Policy der Ressource} verweigert es.',
  'cause.resource-policy-denies.change':
    'Nehmen Sie {action|die Aktion} für {who|den Aufrufer} aus der Deny-Anweisung heraus, die zutrifft[[ (in {policy})]], oder grenzen Sie diese Anweisung ein: in {document|der Policy} von {target|der Ressource}.',
  'cause.account-needs-role.sentence':
    'Der Aufrufer gehört zu Konto {principalAccount} und was er aufruft zu Konto {resourceAccount}, aber {service|dieser Dienst} hat keine Policies an Ressourcen, die ein anderes Konto einlassen könnten.',
  'cause.account-needs-role.change':
    'Übernehmen Sie zuerst eine Rolle in Konto {resourceAccount}: Geben Sie der Aktion dort eine roleArn (eine Aktionsrolle).',
  'cause.service-role-trust.sentence':
    'Vielleicht gibt es die Servicerolle nicht, oder ihre Trust Policy nennt codepipeline.amazonaws.com nicht oder prüft auf ein anderes Konto oder eine andere Pipeline.',
  'cause.service-role-trust.change':
    'Lassen Sie die Trust Policy von {resource|der Servicerolle} codepipeline.amazonaws.com nennen, mit aws:SourceAccount und aws:SourceArn dieser Pipeline, falls sie darauf prüft.',
  'cause.trust-refuses-caller.sentence':
    'Vielleicht gibt es die Rolle noch nicht (oder sie ist so neu, dass IAM sie noch nicht überall kennt), oder ihre Trust Policy nennt den Aufrufer oder sein Konto nicht oder stellt eine Bedingung, die der Aufrufer nicht erfüllt (Tags, Organisation, Principal-ARN, externe ID).',
  'cause.trust-refuses-caller.change':
    'Legen Sie {resource|die Rolle} vor der Pipeline an und lassen Sie ihre Trust Policy {who|den Aufrufer} oder sein Konto nennen. Eine Trust Policy, die sts:ExternalId verlangt, kann CodePipeline nie erfüllen.',
  'cause.trust-lacks-session-action.sentence':
    'Der Aufrufer gibt Sitzungs-Tags oder eine Quellidentität mit (EKS Pod Identity, Single Sign-on und manche Werkzeuge tun das immer), und dann muss die Trust Policy neben sts:AssumeRole auch {action|sts:TagSession} erlauben.',
  'cause.trust-lacks-session-action.change':
    'Nehmen Sie {action|sts:TagSession} neben sts:AssumeRole in die Trust Policy von {resource|der Rolle} und in die Policy von {who|dem Aufrufer} auf, oder lassen Sie den Aufrufer keine Tags mitgeben.',
  'cause.bootstrap-role-refuses-caller.sentence':
    'Die Rolle ist eine, die cdk bootstrap anlegt: Vielleicht ist das Konto in dieser Region oder unter diesem Qualifier nicht vorbereitet, oder es wurde vorbereitet, ohne dem Konto des Aufrufers zu vertrauen.',
  'cause.bootstrap-role-refuses-caller.change':
    'Führen Sie cdk bootstrap für {resourceAccount|das Zielkonto} noch einmal aus, mit --trust {principalAccount|und dem Konto des Aufrufers} (für eine Lookup-Rolle: --trust-for-lookup) und demselben Qualifier, und erlauben Sie {who|dem Aufrufer} sts:AssumeRole auf der Rolle.',
  'cause.pass-role-lacks-allow.sentence':
    'Ihre Policies erlauben iam:PassRole auf dieser Rolle möglicherweise nicht oder verlangen ein anderes iam:PassedToService.',
  'cause.pass-role-lacks-allow.change':
    'Erlauben Sie iam:PassRole auf {resource|der Deployment-Rolle} in einer Policy von {who|dem Aufrufer}, mit iam:PassedToService gleich dem Dienst, für den sie ist (cloudformation.amazonaws.com für eine CloudFormation-Aktion, ecs-tasks.amazonaws.com für die Rollen eines Tasks).',
  'cause.role-trust-refuses-service.sentence':
    'Vielleicht gibt es die Rolle nicht, oder sie vertraut dem Dienst nicht, der mit ihr arbeiten soll, oder sie ist zu neu.',
  'cause.role-trust-refuses-service.change':
    'Lassen Sie die Trust Policy von {resource|der Rolle} den Dienst nennen, der sie übernimmt.',
  'cause.bucket-policy-lacks-allow.sentence':
    'Vielleicht nennt die Bucket Policy den Aufrufer oder sein Konto für diese Aktion nicht, oder nur für die andere Art von ARN (der Bucket zum Auflisten, bucket/* für Objekte), oder sie verweigert es.',
  'cause.bucket-policy-lacks-allow.change':
    'Erlauben Sie in der Bucket Policy von {bucket|dem Bucket der Artefakte} {action|die Aktion} für {who|den Aufrufer}.',
  'cause.key-policy-lacks-allow.sentence':
    'Vielleicht nennt die Key Policy den Aufrufer oder sein Konto für diese Aktion nicht.',
  'cause.key-policy-lacks-allow.change':
    'Erlauben Sie in der Key Policy von {resource|dem Schlüssel der Artefakte} {action|die Aktion} für {who|den Aufrufer} oder sein Konto.',
  'cause.deploy-role-reads-artifact.sentence':
    'CloudFormation liest verschachtelte Vorlagen und Lambda-Code mit der Deployment-Rolle, der vielleicht der Bucket oder der Schlüssel fehlt.',
  'cause.deploy-role-reads-artifact.change':
    'Erlauben Sie {action|die Aktion} auf {target|der Ressource} in einer Policy von {who|dem Aufrufer}.',
  'cause.artifact-refuses-deploy-role.sentence':
    'CloudFormation liest verschachtelte Vorlagen und Lambda-Code mit der Deployment-Rolle, die in der Bucket Policy oder der Key Policy vielleicht nicht genannt ist.',
  'cause.artifact-refuses-deploy-role.change':
    'Lassen Sie Bucket Policy und Key Policy {who|die Deployment-Rolle} oder ihr Konto nennen.',
  'cause.repository-in-other-region.sentence':
    'Steht das Repository in einer anderen Region als der in dieser ARN, ist es keine Frage der Berechtigung: Eine Quellaktion arbeitet immer in der Region ihrer Pipeline.',
  'cause.repository-in-other-region.change':
    'Legen Sie die Pipeline in der Region ihrer Quelle an und deployen Sie von dort in andere Regionen.',
  'cause.key-in-other-region.sentence':
    'Steht der Schlüssel in einer anderen Region als der Bucket, oder ist er mit einem Alias oder einer bloßen ID genannt, wird er von hier aus nicht gefunden.',
  'cause.key-in-other-region.change':
    'Geben Sie dem Artefaktspeicher einen Schlüssel seiner eigenen Region, genannt mit dessen ARN.',
  'cause.destination-bucket-policy.sentence':
    'Ist dies der Bucket, in den deployt wird, lässt seine Policy den Aufrufer vielleicht nicht ein, oder der Aufrufer gehört zu einem anderen Konto als der Bucket.',
  'cause.destination-bucket-policy.change':
    'Geben Sie der S3-Deploy-Aktion eine Rolle des Kontos, dem {bucket|der Bucket} gehört, und erlauben Sie es dort.',
  'cause.destination-bucket-caller.sentence':
    'Ist dies der Bucket, in den deployt wird, erlauben es die Policies der Aktionsrolle vielleicht nicht.',
  'cause.destination-bucket-caller.change':
    'Erlauben Sie {action|die Aktion} auf {target|der Ressource} in einer Policy von {who|dem Aufrufer}.',
  'cause.instance-lacks-revision.sentence':
    'Die Instanz liest die Revision mit ihrer eigenen Rolle, der vielleicht der Bucket oder der Schlüssel fehlt.',
  'cause.instance-lacks-revision.change':
    'Erlauben Sie {action|die Aktion} auf {target|der Ressource} in einer Policy von {who|dem Aufrufer}.',
  'cause.revision-refuses-instance.sentence':
    'Die Instanz liest die Revision mit ihrer eigenen Rolle, die in der Bucket Policy oder der Key Policy vielleicht nicht genannt ist.',
  'cause.revision-refuses-instance.change':
    'Lassen Sie Bucket Policy und Key Policy {who|die Instanzrolle} oder ihr Konto nennen.',
  'cause.connection-role-lacks-allow.sentence':
    'Vielleicht erlauben ihre Policies nur eines der beiden Präfixe.',
  'cause.connection-role-lacks-allow.change':
    'Erlauben Sie {verb|UseConnection} auf {resource|der Connection} unter beiden Präfixen, codestar-connections und codeconnections, in einer Policy von {who|der Servicerolle}.',
  'cause.event-bus-refuses.sentence':
    'Vielleicht lässt die Policy des Event-Busses das Konto der Quelle nicht zu.',
  'cause.event-bus-refuses.change':
    'Erlauben Sie in der Policy des Event-Busses events:PutEvents für das Konto der Quelle.',
  'cause.repository-refuses-pull.sentence':
    'Vielleicht nennt die Policy des Repositorys das Konto nicht, das abruft.',
  'cause.repository-refuses-pull.change':
    'Erlauben Sie in der Policy des Repositorys ecr:BatchGetImage, ecr:GetDownloadUrlForLayer und ecr:BatchCheckLayerAvailability für das Konto, das abruft.',
  'cause.deny-of-guardrail.sentence':
    'Eine Deny-Anweisung verweigert es; steht keine in den Policies von Rolle und Ressource, dann in einer Service Control Policy oder einer Permissions Boundary.',
  'cause.deny-of-guardrail.change':
    'Bitten Sie, wer die Leitplanken pflegt, {who|den Aufrufer} vom Deny auszunehmen.',
  'cause.service-control-policy.sentence':
    'Eine Service Control Policy verweigert es.',
  'cause.service-control-policy.change':
    'Fragen Sie, wer die Service Control Policies pflegt.',
  'cause.resource-control-policy.sentence':
    'Eine Resource Control Policy verweigert es.',
  'cause.resource-control-policy.change':
    'Fragen Sie, wer die Resource Control Policies pflegt.',
  'cause.permissions-boundary.sentence':
    'Eine Permissions Boundary verweigert es.',
  'cause.permissions-boundary.change':
    'Fragen Sie, wer die Permissions Boundary pflegt.',
  'cause.session-policy.sentence': 'Eine Session Policy verweigert es.',
  'cause.session-policy.change': 'Fragen Sie, wer die Sitzung ausgibt.',
  'cause.endpoint-policy.sentence':
    'Die Policy eines VPC-Endpunkts verweigert es.',
  'cause.endpoint-policy.change': 'Fragen Sie, wer den VPC-Endpunkt pflegt.',
  'cause.resource-access-refused.sentence':
    'Der Aufrufer darf {resource|die Ressource} nicht verwenden. Über Konten hinweg lassen Queue, Topic, Secret, Repository oder Funktion andere nur mit ihrer eigenen Policy ein; manche Dienste sagen stattdessen „existiert nicht“.',
  'cause.resource-access-refused.change':
    'Lassen Sie die Policy von {resource|der Ressource} den Aufrufer oder sein Konto nennen, für die Aktion, die er braucht.',
  'cause.caller-access-refused.sentence':
    'Oder eine Policy des Aufrufers erlaubt es nicht, was über Konten hinweg ebenfalls nötig ist.',
  'cause.caller-access-refused.change':
    'Erlauben Sie dem Aufrufer die Aktion auf {resource|der Ressource}.',
  'cause.assume-refused.sentence':
    'Wurde gerade eine Rolle übernommen: Ihre Trust Policy oder die Policy des Aufrufers hat es verweigert.',
  'cause.assume-refused.change': 'Lassen Sie beide Seiten einander nennen.',
  'cause.provider-refused.sentence':
    'Hat die Aktion gerade ihren Anbieter aufgerufen: Der Aktionsrolle fehlt dieser Aufruf.',
  'cause.provider-refused.change':
    'Erlauben Sie der Aktionsrolle die Aufrufe ihres Anbieters.',
  'cause.bucket-refused.sentence':
    'Wurde gerade ein Artefakt gelesen oder geschrieben: Der Bucket Policy oder der Rolle fehlt es.',
  'cause.bucket-refused.change':
    'Erlauben Sie der Rolle den Bucket, auf beiden Seiten.',
  'cause.key-refused.sentence':
    'Wurde gerade ein Artefakt gelesen oder geschrieben: Der Key Policy oder der Rolle fehlt der Schlüssel.',
  'cause.key-refused.change':
    'Erlauben Sie der Rolle den Schlüssel, auf beiden Seiten.',
  'cause.guardrail-refused.sentence':
    'Erlauben es alle diese, verweigert es eine Leitplanke der Organisation.',
  'cause.guardrail-refused.change': 'Fragen Sie, wer die Leitplanken pflegt.',
  'cause.destination-refused.sentence':
    'War es der Bucket, in den deployt wird: Die Rolle gehört zu einem anderen Konto als der Bucket, oder ein Objekt darin gehört dem, der es hochgeladen hat.',
  'cause.destination-refused.change':
    'Deployen Sie mit einer Rolle des Kontos, dem der Bucket gehört.',
  'cause.instance-refused.sentence':
    'Hat gerade eine Instanz die Revision gelesen: Ihrer Rolle fehlt der Bucket oder der Schlüssel.',
  'cause.instance-refused.change':
    'Erlauben Sie der Instanzrolle Bucket und Schlüssel, auf beiden Seiten.',
  'cause.cross-account-pass-role.sentence':
    'Einem Dienst wurde aus einem anderen Konto als ihrem eigenen eine Rolle übergeben ({resource|die Deployment-Rolle und die Rolle, die sie übergibt, gehören zu verschiedenen Konten}). Das geht nie, was auch immer die Policies sagen.',
  'cause.cross-account-pass-role.change':
    'Nennen Sie eine Deployment-Rolle des Kontos, in dem die Aktionsrolle ist.',
  'cause.rule-target-role-of-other-account.sentence':
    'Wurde gerade eine Regel angelegt: Eine Regel kann nur eine Rolle ihres eigenen Kontos bekommen.',
  'cause.rule-target-role-of-other-account.change':
    'Senden Sie das Ereignis mit einer Rolle aus dem Konto der Regel an den Event-Bus des anderen Kontos.',
  'cause.deploy-role-unusable.sentence':
    'CloudFormation kann {role|die Deployment-Rolle} nicht übernehmen: Sie wurde gelöscht, sie vertraut cloudformation.amazonaws.com nicht, oder sie ist zu neu. CloudFormation merkt sich die Rolle eines Stacks und verwendet sie für spätere Aktualisierungen und zum Löschen.',
  'cause.deploy-role-unusable.change':
    'Legen Sie eine Rolle dieses Namens wieder an, die cloudformation.amazonaws.com vertraut, oder nennen Sie beim Vorgang eine andere Rolle. Löschen Sie die Stacks, die sich eine Rolle merken, vor der Rolle.',
  'cause.role-trust-lacks-service.sentence':
    '{service|Der Dienst} darf {role|die Rolle} nicht übernehmen: Ihre Trust Policy nennt den Dienst nicht, oder die Rolle ist zu neu.',
  'cause.role-trust-lacks-service.change':
    'Lassen Sie die Trust Policy von {role|der Rolle} den Dienst nennen.',
  'cause.service-role-trust-lacks-service.sentence':
    'CodePipeline darf {role|die Servicerolle} nicht übernehmen: Es gibt sie nicht, oder ihre Trust Policy nennt codepipeline.amazonaws.com nicht oder prüft auf ein anderes Konto oder eine andere Pipeline.',
  'cause.service-role-trust-lacks-service.change':
    'Lassen Sie die Trust Policy von {role|der Servicerolle} codepipeline.amazonaws.com nennen.',
  'cause.event-role-trust-lacks-service.sentence':
    'Die Rolle {role|, die die Regel bekam,} kann von {principal|events.amazonaws.com} nicht übernommen werden: Ihre Trust Policy nennt diesen Dienst nicht.',
  'cause.event-role-trust-lacks-service.change':
    'Lassen Sie die Trust Policy von {role|der Rolle} {principal|events.amazonaws.com} nennen, und geben Sie der Regel eine eigene Rolle.',
  'cause.workload-role-trust.sentence':
    'Was deployt wurde, kann seine eigene Rolle nicht übernehmen ({role|nicht genannt}): Ihre Trust Policy nennt {principal|den Dienst} nicht, oder die Rolle ist zu neu.',
  'cause.workload-role-trust.change':
    'Nennen Sie {principal|den Dienst} in der Trust Policy dieser Rolle in der deployten Vorlage, und lassen Sie, was die Rolle verwendet, von ihr abhängen.',
  'cause.tool-cannot-assume-role.sentence':
    'Ein Werkzeug oder ein Befehl eines Builds konnte {role|eine Rolle} im Zielkonto nicht übernehmen.',
  'cause.tool-cannot-assume-role.change':
    'Lassen Sie die Trust Policy von {role|der Rolle} den Aufrufer nennen und erlauben Sie ihm sts:AssumeRole auf ihr.',
  'cause.pipeline-deploys-foreign-set-up.sentence':
    'War es die Selbstaktualisierung der Pipeline: Sie sollte einen Einrichtungsstack eines anderen Kontos deployen, wofür ihre Rolle nicht gedacht ist.',
  'cause.pipeline-deploys-foreign-set-up.change':
    'Halten Sie die Einrichtung der Zielkonten aus der Selbstaktualisierung der Pipeline heraus.',
  'cause.role-missing.sentence':
    'Die Rolle {role|, die genannt ist,} gibt es in dem gefragten Konto nicht.',
  'cause.role-missing.change':
    'Deployen Sie den Stack, der die Rolle anlegt, vor dem, was sie verwendet, oder berichtigen Sie den Namen.',
  'cause.action-role-missing.sentence':
    'Ist es eine Aktionsrolle: Keine Ausführung kommt in das Konto.',
  'cause.action-role-missing.change':
    'Legen Sie die Aktionsrolle im Zielkonto an.',
  'cause.deploy-role-missing.sentence':
    'Ist es eine Deployment-Rolle: CloudFormation kann nicht mit ihr arbeiten.',
  'cause.deploy-role-missing.change':
    'Legen Sie die Deployment-Rolle im Zielkonto an.',
  'cause.service-linked-role-missing.sentence':
    'Der Dienst arbeitet mit einer serviceverknüpften Rolle, die dieses Konto (noch) nicht hat oder die der Aufrufer nicht anlegen darf.',
  'cause.service-linked-role-missing.change':
    'Legen Sie sie einmal im Konto an (iam:CreateServiceLinkedRole), oder versuchen Sie es kurz darauf noch einmal, wo der Dienst sie selbst anlegt.',
  'cause.root-credentials.sentence':
    'Der Aufruf kam mit Zugangsdaten eines Root-Benutzers, der keine Rollen übernehmen darf.',
  'cause.root-credentials.change':
    'Arbeiten Sie mit einer Rolle oder einem Benutzer des Kontos.',
  'cause.session-too-long.sentence':
    'Die verlangte Sitzung ist länger, als die Rolle erlaubt; eine Rolle, die die nächste übernimmt, bekommt höchstens eine Stunde.',
  'cause.session-too-long.change':
    'Verlangen Sie eine kürzere Sitzung: höchstens eine Stunde (3600 Sekunden), wenn eine Rolle die nächste übernimmt.',
  'cause.session-policy-too-large.sentence':
    'Die Session Policies und Sitzungs-Tags, die AssumeRole bekam, sind größer, als AWS in eine Sitzung packt.',
  'cause.session-policy-too-large.change':
    'Geben Sie eine kürzere Session Policy oder weniger und kürzere Tags mit.',
  'cause.web-identity-refused.sentence':
    'Ein Token eines Identitätsanbieters (GitHub, GitLab, EKS …) wurde nicht in {role|die Rolle} eingelassen: Die Trust Policy nennt einen anderen Anbieter, oder ihre Bedingungen an Audience und Subject passen nicht zum Token.',
  'cause.web-identity-refused.change':
    'Erlauben Sie in der Trust Policy von {role|der Rolle} sts:AssumeRoleWithWebIdentity für den Anbieter ihres eigenen Kontos, mit der Audience und dem Subject des Tokens.',
  'cause.account-not-prepared.sentence':
    'Dem Konto {account|, in das deployt wird,} fehlen Rollen, Bucket und Parameter, die das Werkzeug in dieser Region erwartet: Es wurde nicht vorbereitet oder unter einem anderen Qualifier.',
  'cause.account-not-prepared.change':
    'Bereiten Sie Konto und Region vor und nennen Sie das Konto der Pipeline als vertraut (cdk bootstrap --trust …).',
  'cause.roles-too-young.sentence':
    'Wurde eine Rolle oder Policy eben erst angelegt, etwa früher im selben Deployment, kennt IAM sie vielleicht noch nicht überall.',
  'cause.roles-too-young.change':
    'Versuchen Sie es nach einer Minute noch einmal; lassen Sie, was die Rolle verwendet, von der Rolle und ihrer Policy abhängen.',
  'cause.key-policy-principal-missing.sentence':
    'KMS hat die Key Policy abgelehnt, weil sie eine Rolle oder einen Benutzer nennt, die es (noch) nicht gibt.',
  'cause.key-policy-principal-missing.change': PRINCIPALS,
  'cause.trust-principal-missing.sentence':
    'IAM hat eine Trust Policy abgelehnt, weil es {principal|eine Rolle oder einen Benutzer} darin (noch) nicht gibt.',
  'cause.trust-principal-missing.change': PRINCIPALS,
  'cause.bucket-policy-principal-missing.sentence':
    'S3 hat die Bucket Policy abgelehnt, weil sie eine Rolle oder einen Benutzer nennt, die es nicht gibt: noch nicht deployt, oder die ID einer gelöschten Rolle.',
  'cause.bucket-policy-principal-missing.change': PRINCIPALS,
  'cause.repository-policy-principal-missing.sentence':
    'ECR hat die Policy des Repositorys abgelehnt: Einen Principal darin gibt es (noch) nicht, oder sie hat ein Feld, das eine solche Policy nicht kennt, etwa Resource.',
  'cause.repository-policy-principal-missing.change':
    'Legen Sie die Rolle vor der Policy an, oder nennen Sie den Root ihres Kontos; lassen Sie Resource weg.',
  'cause.topic-policy-principal-missing.sentence':
    'SNS hat die Policy des Topics abgelehnt: Ein Konto oder eine Rolle darin gibt es nicht, oder einer Kontonummer fehlen Ziffern.',
  'cause.topic-policy-principal-missing.change': PRINCIPALS,
  'cause.queue-policy-principal-missing.sentence':
    'SQS hat die Policy der Queue abgelehnt: Meist gibt es ein Konto oder eine Rolle darin nicht, oder einer Kontonummer fehlen Ziffern.',
  'cause.queue-policy-principal-missing.change': PRINCIPALS,
  'cause.function-policy-principal-missing.sentence':
    'Lambda hat eine Berechtigung abgelehnt: Ihren Principal gibt es nicht (eine Kontonummer ohne führende Null, eine gelöschte oder noch fehlende Rolle oder ein falsch geschriebener Dienst).',
  'cause.function-policy-principal-missing.change':
    'Geben Sie das Konto als Text mit zwölf Ziffern an, die Rolle erst, wenn es sie gibt, oder den Dienst als <service>.amazonaws.com; entfernen Sie Anweisungen, deren Principal es nicht mehr gibt.',
  'cause.secret-policy-principal-missing.sentence':
    'Secrets Manager hat die Policy des Secrets abgelehnt, weil sie eine Rolle oder einen Benutzer nennt, die es (noch) nicht gibt.',
  'cause.secret-policy-principal-missing.change': PRINCIPALS,
  'cause.bus-policy-principal-missing.sentence':
    'EventBridge hat die Policy des Event-Busses abgelehnt: Einen Principal darin gibt es nicht.',
  'cause.bus-policy-principal-missing.change': PRINCIPALS,
  'cause.policy-principal-missing.sentence':
    'AWS hat die Policy einer Ressource abgelehnt, weil sie einen Principal nennt, den es (noch) nicht gibt.',
  'cause.policy-principal-missing.change': PRINCIPALS,
  'cause.role-deployed-later.sentence':
    'In der Reihenfolge, in der die Stacks deployt wurden, kam die Policy vor einer Rolle, die sie nennt.',
  'cause.role-deployed-later.change':
    'Deployen Sie Rollen vor den Policies, die sie nennen, ohne zweiten Durchgang: über Konto und aws:PrincipalArn.',
  'cause.principal-too-young.sentence':
    'Eine eben erst angelegte Rolle, etwa eine, die sich selbst vertrauen soll, ist vielleicht noch nicht überall bekannt.',
  'cause.principal-too-young.change':
    'Schreiben Sie die Policy nach einer Weile noch einmal, oder nennen Sie das Konto und prüfen Sie auf aws:PrincipalArn.',
  'cause.service-principal-short.sentence':
    'IAM hat die Trust Policy abgelehnt: „{service|dies}“ ist nicht der Name eines Dienst-Principals, der auf .amazonaws.com endet.',
  'cause.service-principal-short.change':
    'Schreiben Sie {service|<service>}.amazonaws.com.',
  'cause.service-principal-unknown.sentence':
    'AWS hat die Policy abgelehnt: Einen Dienst-Principal {principal|dieses Namens} gibt es in dieser Partition und Region nicht.',
  'cause.service-principal-unknown.change':
    'Berichtigen Sie den Namen des Dienst-Principals; er lautet fast immer <service>.amazonaws.com.',
  'cause.principal-malformed.sentence':
    'KMS hat die Key Policy abgelehnt, weil ein Principal darin keine ARN ist: meist eine Kontonummer, die leer oder zu kurz war oder ihre führende Null verlor.',
  'cause.principal-malformed.change':
    'Geben Sie jede Kontonummer als Text mit zwölf Ziffern an, bevor die Policy erzeugt wird.',
  'cause.key-policy-locks-out.sentence':
    'KMS hat eine Key Policy abgelehnt, die den aussperren würde, der sie schreibt.',
  'cause.key-policy-locks-out.change':
    'Erlauben Sie kms:PutKeyPolicy dem Root des Kontos oder der Rolle, die deployt.',
  'cause.trust-has-prohibited-field.sentence':
    'IAM hat die Trust Policy abgelehnt: Sie hat das Feld {item|Resource}, das keine Trust Policy haben darf (die Rolle selbst ist die Ressource).',
  'cause.trust-has-prohibited-field.change':
    'Nehmen Sie {item|Resource} aus der Trust Policy; was die Rolle darf, gehört in eine Policy, die ihr zugeordnet ist.',
  'cause.trust-has-foreign-action.sentence':
    'IAM hat die Trust Policy abgelehnt: Sie hat eine Aktion, die keine von STS zum Übernehmen von Rollen ist.',
  'cause.trust-has-foreign-action.change':
    'Behalten Sie sts:AssumeRole (und sts:TagSession, sts:SetSourceIdentity) in der Trust Policy und verschieben Sie andere Aktionen in eine Policy der Rolle.',
  'cause.policy-lacks-principal.sentence':
    'AWS hat die Policy einer Ressource abgelehnt, weil eine Anweisung keinen Principal nennt.',
  'cause.policy-lacks-principal.change':
    'Geben Sie jeder Anweisung einer Trust, Key oder Bucket Policy einen Principal.',
  'cause.policy-has-principal.sentence':
    'IAM hat die Policy einer Rolle oder eines Benutzers abgelehnt, weil sie einen Principal nennt; das tun nur Policies von Ressourcen.',
  'cause.policy-has-principal.change':
    'Nehmen Sie Principal heraus, oder schreiben Sie die Anweisung in die Policy der Ressource.',
  'cause.policy-resource-not-arn.sentence':
    'IAM hat eine Policy abgelehnt, weil eine Resource darin keine ARN ist ({resource|ein Name oder eine ARN mit einem leeren oder nicht aufgelösten Teil}).',
  'cause.policy-resource-not-arn.change':
    'Schreiben Sie die ganze ARN; prüfen Sie Verweise, die beim Erzeugen der Policy leer blieben.',
  'cause.wrong-resource-shape.sentence':
    'Eine Anweisung der Bucket Policy verbindet Aktionen mit der falschen Art von ARN.',
  'cause.wrong-resource-shape.change':
    'Nennen Sie bucket/* für Aktionen auf Objekten und den Bucket selbst zum Auflisten.',
  'cause.policy-action-out-of-scope.sentence':
    'AWS hat die Policy einer Ressource abgelehnt, weil sie eine Aktion erlaubt oder verweigert, von der eine solche Policy nicht sprechen kann: eine eines anderen Dienstes, ein Platzhalter oder eine, die nicht von dieser Ressource handelt.',
  'cause.policy-action-out-of-scope.change':
    'Nennen Sie nur Aktionen auf der Ressource selbst, eine nach der anderen.',
  'cause.policy-public.sentence':
    'Block Public Access hat eine Policy oder ACL abgelehnt, die {bucket|den Bucket} öffentlich machen würde.',
  'cause.policy-public.change':
    'Nennen Sie Konten oder fügen Sie eine Bedingung auf aws:PrincipalOrgID oder aws:PrincipalAccount hinzu; ein Platzhalter in aws:PrincipalArn zählt nicht.',
  'cause.managed-policy-missing.sentence':
    'Die Policy {policy|, die genannt ist,} gibt es in diesem Konto nicht, oder sie kann nicht zugeordnet werden, als Managed Policy oder als Permissions Boundary.',
  'cause.managed-policy-missing.change':
    'Legen Sie die Policy vor der Rolle im selben Konto an, oder berichtigen Sie ihre ARN (AWS Managed Policies gehören zum Konto „aws“).',
  'cause.policy-malformed.sentence':
    'AWS hat ein Policy-Dokument als fehlerhaft abgelehnt. AWS sagt: „{said|MalformedPolicyDocument}“.',
  'cause.policy-malformed.change':
    'Berichtigen Sie, was AWS im Dokument nennt, sonst seine Principals und ARNs.',
  'cause.key-access-refused.sentence':
    'Was gelesen wurde, ist mit einem Schlüssel {key|} verschlüsselt, den der Aufrufer nicht verwenden darf: Die Key Policy nennt weder den Aufrufer noch sein Konto, oder dem Aufrufer fehlt kms:Decrypt auf der ARN des Schlüssels.',
  'cause.key-access-refused.change':
    'Erlauben Sie kms:Decrypt und kms:DescribeKey in der Key Policy und in der Policy der Rolle.',
  'cause.key-gone.sentence':
    'KMS sagt dasselbe von einem Schlüssel, der gelöscht wurde, zu einer anderen Region gehört oder der von AWS verwaltete Schlüssel eines anderen Kontos ist.',
  'cause.key-gone.change':
    'Verschlüsseln Sie neu, was gelesen werden soll, mit einem aktiven, vom Kunden verwalteten Schlüssel in der Region des Buckets.',
  'cause.template-key-access.sentence':
    'War es eine Vorlage oder Lambda-Code: CloudFormation liest sie mit der Deployment-Rolle.',
  'cause.template-key-access.change':
    'Erlauben Sie der Deployment-Rolle kms:Decrypt auf dem Schlüssel, auf beiden Seiten.',
  'cause.key-state.sentence':
    'Der Schlüssel {key|} ist {state|deaktiviert oder zum Löschen vorgemerkt}: Niemand kann ihn verwenden, was auch immer die Policies sagen.',
  'cause.key-state.change':
    'Aktivieren Sie den Schlüssel wieder, oder brechen Sie seine Löschung ab und aktivieren Sie ihn dann. Was mit einem gelöschten Schlüssel verschlüsselt wurde, ist verloren: Schreiben Sie es mit einem anderen Schlüssel neu.',
  'cause.key-not-found.sentence':
    'Der Schlüssel {key|} wurde gesucht, wo er nicht ist. Ein Alias oder eine bloße Schlüssel-ID wird im Konto und in der Region des Aufrufers gesucht; nur die ARN des Schlüssels bedeutet überall dasselbe.',
  'cause.key-not-found.change':
    'Nennen Sie den Schlüssel im Artefaktspeicher, in den Build-Projekten und in allen Policies mit seiner ARN, und nehmen Sie einen Schlüssel der Region des Buckets.',
  'cause.key-deleted.sentence':
    'Oder der Schlüssel wurde gelöscht, oder sein Alias zeigt ins Leere.',
  'cause.key-deleted.change':
    'Legen Sie einen Schlüssel an und nennen Sie ihn im Artefaktspeicher.',
  'cause.key-wrong-use.sentence':
    'Der Schlüssel {key|} kann nicht, was verlangt wurde: Er ist von anderer Art (zum Signieren, asymmetrisch), oder es wurde mit einem anderen Schlüssel verschlüsselt.',
  'cause.key-wrong-use.change':
    'Verwenden Sie einen symmetrischen Schlüssel zum Verschlüsseln (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT), und lesen Sie mit dem Schlüssel, mit dem geschrieben wurde.',
  'cause.key-arn-asked.sentence':
    'Der Schlüssel wurde in einer Form genannt, die hier nicht geht ({key|ein Alias, eine bloße ID oder etwas anderes}).',
  'cause.key-arn-asked.change':
    'Nennen Sie den Schlüssel mit seiner ARN (arn:aws:kms:…:key/…).',
  'cause.no-customer-managed-key.sentence':
    'Der Artefaktspeicher hat keinen vom Kunden verwalteten Schlüssel. Der von AWS verwaltete Schlüssel kann nicht geteilt werden, also kann keine Aktion in einem anderen Konto Artefakte lesen oder schreiben.',
  'cause.no-customer-managed-key.change':
    'Geben Sie jedem Artefaktspeicher einen vom Kunden verwalteten Schlüssel, und lassen Sie dessen Policy die Zielkonten nennen.',
  'cause.definition-lacks-key.sentence':
    'Er fehlt in der Definition der Pipeline.',
  'cause.definition-lacks-key.change':
    'Setzen Sie encryptionKey auf die ARN des Schlüssels.',
  'cause.default-key-not-shared.sentence':
    'Es ist mit dem von AWS verwalteten Schlüssel seines Dienstes verschlüsselt, den kein anderes Konto verwenden kann.',
  'cause.default-key-not-shared.change':
    'Verschlüsseln Sie es mit einem vom Kunden verwalteten Schlüssel, dessen Policy das andere Konto nennt, zusätzlich zur eigenen Policy der Ressource.',
  'cause.alias-taken.sentence':
    'Den Alias {resource|} gibt es schon, von einem entfernten Stack übrig gelassen oder von einem anderen angelegt.',
  'cause.alias-taken.change':
    'Löschen Sie den übrig gebliebenen Alias, oder geben Sie Aliassen Namen, die nur ein Stack verwendet.',
  'cause.alias-stack-rolled-back.sentence':
    'Der Stack, der ihn anlegt, wird bis dahin zurückgerollt.',
  'cause.alias-stack-rolled-back.change':
    'Deployen Sie den Stack danach noch einmal.',
  'cause.service-key-refused.sentence':
    'KMS hat die Verwendung des Schlüssels {key|} einem Dienst verweigert, der für die Pipeline oder für das arbeitet, was sie deployt hat.',
  'cause.service-key-refused.change':
    'Erlauben Sie dieser Rolle den Schlüssel, in der Key Policy und in ihrer eigenen Policy.',
  'cause.workload-key-access.sentence':
    'War es eine Funktion oder ein Dienst nach dem Deployment: Der eigenen Rolle fehlt der Schlüssel.',
  'cause.workload-key-access.change':
    'Erlauben Sie der Rolle der Funktion kms:Decrypt auf diesem Schlüssel.',
  'cause.bucket-access.sentence':
    'S3 hat {role|der Rolle} den Zugriff auf {bucket|den Bucket der Artefakte} verweigert. Vielleicht nennt die Bucket Policy die Rolle oder ihr Konto nicht, erlaubt nur Objekte (bucket/*) oder nur den Bucket selbst, oder verweigert die Anfrage; oder der Rolle selbst fehlen die S3-Aktionen.',
  'cause.bucket-access.change': BUCKET,
  'cause.key-access-behind-bucket.sentence':
    'S3 sagt dasselbe, wenn die Rolle den Schlüssel der Artefakte nicht verwenden darf: Vielleicht nennt die Key Policy sie nicht, oder ihrer eigenen Policy fehlt kms:Decrypt oder kms:GenerateDataKey auf der ARN des Schlüssels.',
  'cause.key-access-behind-bucket.change': KEY,
  'cause.principal-recreated.sentence':
    'Wurde die Rolle gelöscht und neu angelegt, enthalten Policies, die ihre ARN nannten, jetzt eine tote ID (AROA…), die niemandem entspricht.',
  'cause.principal-recreated.change':
    'Schreiben Sie Bucket Policy und Key Policy noch einmal mit der ARN der Rolle, oder nennen Sie das Konto und prüfen Sie auf aws:PrincipalArn.',
  'cause.object-owned-by-uploader.sentence':
    'Wurde das Objekt aus einem anderen Konto in einen Bucket ohne BucketOwnerEnforced hochgeladen, gehört es dem Hochladenden, und das Konto des Buckets kann es nicht lesen.',
  'cause.object-owned-by-uploader.change':
    'Laden Sie mit einer Rolle des Kontos hoch, dem der Bucket gehört, oder setzen Sie BucketOwnerEnforced.',
  'cause.deployment-bucket-access.sentence':
    'Die Rolle der S3-Deploy-Aktion darf nicht in {bucket|den Bucket, in den deployt wird,} schreiben, oder sie gehört nicht zum Konto dieses Buckets.',
  'cause.deployment-bucket-access.change':
    'Geben Sie der Aktion eine Rolle des Kontos, dem der Bucket gehört, mit s3:PutObject auf bucket/*.',
  'cause.wrong-input-artifact.sentence':
    'Vielleicht bekommt die Aktion auch ein Artefakt, das keine Aktion davor geschrieben hat, etwa eine leere Build-Ausgabe.',
  'cause.wrong-input-artifact.change':
    'Nennen Sie das Artefakt, das enthält, was die Aktion braucht.',
  'cause.file-not-in-artifact.sentence':
    'Die Datei {item|, die die Aktion nennt,} ist nicht in ihrem Eingabe-Artefakt: Ein anderes Artefakt ist ihre Eingabe, oder der Build legt die Datei nicht hinein.',
  'cause.file-not-in-artifact.change':
    'Nennen Sie Artefakt und Pfad, wie sie in der ZIP-Datei des Artefakts stehen.',
  'cause.artifact-unusable.sentence':
    'Was die Aktion bekam, ist keine ZIP-Datei, die sie öffnen kann, oder größer, als sie annimmt. AWS sagt: „{said|das Artefakt ist nicht verwendbar}“.',
  'cause.artifact-unusable.change':
    'Übergeben Sie ein ZIP-Archiv innerhalb der Grenze: 1 GB für die meisten Deploy-Aktionen, 256 MB für CloudFormation.',
  'cause.regional-key-lacks-encrypt.sentence':
    'CodePipeline kopiert Artefakte zwischen Regionen mit der Servicerolle, die mit dem Schlüssel der einen Region lesen und mit dem Schlüssel {region|der anderen} schreiben muss. Ein Schlüssel, der nur kms:Decrypt erlaubt, hält die Kopie auf.',
  'cause.regional-key-lacks-encrypt.change':
    'Erlauben Sie der Servicerolle kms:GenerateDataKey*, kms:Encrypt und kms:ReEncrypt* auf dem Schlüssel jeder Region, und kms:Decrypt, wo sie liest.',
  'cause.regional-bucket-access.sentence':
    'Oder die Servicerolle darf nicht in den Bucket der Artefakte {region|der anderen Region} schreiben, oder es gibt diesen Bucket nicht.',
  'cause.regional-bucket-access.change': BUCKET,
  'cause.build-role-key.sentence':
    'Der Build konnte seine Quelle nicht lesen oder seine Ausgabe nicht schreiben. Meist darf die Build-Rolle den Schlüssel der Artefakte nicht verwenden: Die Key Policy nennt sie nicht, oder ihr fehlen kms:Decrypt und kms:GenerateDataKey.',
  'cause.build-role-key.change': KEY,
  'cause.build-role-bucket.sentence':
    'Oder die Build-Rolle darf {bucket|den Bucket der Artefakte} nicht lesen und beschreiben.',
  'cause.build-role-bucket.change': BUCKET,
  'cause.deploy-role-reads-code.sentence':
    'Lambda holt den Code aus {bucket|dem Bucket} mit den Rechten der Deployment-Rolle, die ihn vielleicht nicht lesen oder seinen Schlüssel nicht verwenden darf.',
  'cause.deploy-role-reads-code.change':
    'Erlauben Sie der Deployment-Rolle s3:GetObject auf bucket/* und kms:Decrypt auf dem Schlüssel, auf beiden Seiten.',
  'cause.deploy-role-reads-template.sentence':
    'CloudFormation konnte eine Vorlage nicht aus S3 lesen: Der Rolle, mit der es arbeitet oder die es aufruft, fehlt der Bucket oder sein Schlüssel, oder die URL ist falsch (S3 antwortet dasselbe, wo es das Objekt nicht gibt und das Auflisten nicht erlaubt ist).',
  'cause.deploy-role-reads-template.change':
    'Erlauben Sie der Deployment-Rolle s3:GetObject auf den Vorlagen und kms:Decrypt auf ihrem Schlüssel, in Bucket Policy und Key Policy ebenfalls, wo sie einem anderen Konto gehören, oder berichtigen Sie die URL.',
  'cause.acl-not-supported.sentence':
    'Ein Upload nach {bucket|dem Bucket} trug eine ACL, aber BucketOwnerEnforced hat ACLs dort abgeschaltet.',
  'cause.acl-not-supported.change':
    'Nehmen Sie die ACL aus der Aktion, oder verwenden Sie bucket-owner-full-control, die einzige, die noch angenommen wird; geben Sie Zugriff über die Bucket Policy.',
  'cause.bucket-acl-without-ownership.sentence':
    'Ein Bucket wird mit einer ACL angelegt, aber ohne Ownership Controls, die ACLs einschalten.',
  'cause.bucket-acl-without-ownership.change':
    'Nehmen Sie die ACL heraus und geben Sie Zugriff über die Bucket Policy, oder setzen Sie OwnershipControls auf ObjectWriter.',
  'cause.bucket-stack-rolled-back.sentence':
    'Der Stack, der den Bucket anlegt, wird bis dahin zurückgerollt.',
  'cause.bucket-stack-rolled-back.change':
    'Berichtigen Sie die Vorlage und deployen Sie den Stack noch einmal.',
  'cause.bucket-in-other-region.sentence':
    'Der Bucket {bucket|, der genannt ist,} ist in einer anderen Region als der, in der er gesucht wurde[[ (AWS nennt {region})]].',
  'cause.bucket-in-other-region.change':
    'Setzen Sie die Region der Aktion auf die des Buckets, oder verwenden Sie einen Bucket der Region, in der Pipeline oder Aktion arbeiten; Code für Lambda muss in der Region der Funktion liegen.',
  'cause.bucket-missing.sentence':
    'Den Bucket {bucket|, der genannt ist,} gibt es in dieser Region (noch) nicht, oder er ist in der Pipeline falsch genannt.',
  'cause.bucket-missing.change':
    'Legen Sie den Bucket zuerst an, oder berichtigen Sie seinen Namen.',
  'cause.bucket-not-deployed.sentence':
    'Vielleicht wurde der Stack, der ihn anlegt, nicht deployt.',
  'cause.bucket-not-deployed.change':
    'Deployen Sie das Fundament vor der Pipeline.',
  'cause.object-missing.sentence':
    'Das Objekt, das die Aktion liest, gibt es in {bucket|dem Bucket} nicht.',
  'cause.object-missing.change':
    'Laden Sie das Objekt hoch, oder berichtigen Sie Bucket und Key in der Aktion.',
  'cause.bucket-versioning-off.sentence':
    'Einen Quell-Bucket ohne Versionierung kann CodePipeline nicht lesen.',
  'cause.bucket-versioning-off.change': 'Schalten Sie die Versionierung ein.',
  'cause.bucket-name-taken.sentence':
    'Einen Bucket namens {bucket|wie dieser} gibt es schon; Namen von Buckets sind über alle Konten hinweg eindeutig.',
  'cause.bucket-name-taken.change':
    'Verwenden Sie den Bucket, den es gibt, löschen Sie ihn, oder wählen Sie einen anderen Namen.',
  'cause.bucket-not-empty.sentence':
    'Der Bucket enthält noch Objekte oder Versionen und kann nicht gelöscht werden.',
  'cause.bucket-not-empty.change':
    'Leeren Sie den Bucket, oder lassen Sie den Stack ihn behalten.',
  'cause.use-connection-lacks-allow.sentence':
    'Die Rolle der Quellaktion darf die Connection {connection|} nicht verwenden. Die Aktion gibt es unter zwei Präfixen, und eine Policy, die das eine erlaubt, erlaubt das andere nicht.',
  'cause.use-connection-lacks-allow.change':
    'Erlauben Sie codestar-connections:UseConnection und codeconnections:UseConnection auf der Connection, unter beiden Formen ihrer ARN.',
  'cause.build-lacks-connection.sentence':
    'Die Build-Rolle (AWS nennt sie hier „User“) darf die Connection {connection|} nicht verwenden, mit der der Build seine Quelle holt.',
  'cause.build-lacks-connection.change':
    'Erlauben Sie der Build-Rolle GetConnectionToken, GetConnection und UseConnection auf der Connection, unter beiden Präfixen: codestar-connections und codeconnections.',
  'cause.connection-of-other-account.sentence':
    'Gehört die Connection {connection|} zu einem anderen Konto, kann die Pipeline sie nur verwenden, wo jenes Konto sie über RAM teilt.',
  'cause.connection-of-other-account.change':
    'Legen Sie die Connection im Konto der Pipeline an, oder teilen Sie sie über RAM mit diesem Konto.',
  'cause.connection-missing.sentence':
    'Eine Connection {connection|mit dieser ARN} gibt es nicht: Sie wurde gelöscht, oder ihre ARN nennt ein anderes Konto oder eine andere Region.',
  'cause.connection-missing.change':
    'Legen Sie die Connection an, schließen Sie sie in der Konsole ab, und nennen Sie ihre ARN.',
  'cause.connection-pending.sentence':
    'Die Connection {connection|} ist nicht verfügbar: Eine, die von CloudFormation oder der Kommandozeile angelegt wurde, bleibt PENDING, bis ein Mensch sie abschließt.',
  'cause.connection-pending.change':
    'Öffnen Sie die Connection in der Konsole des Kontos und wählen Sie „Update pending connection“.',
  'cause.repository-out-of-reach.sentence':
    'Repository oder Branch konnten über die Connection nicht gelesen werden: Ihre App sieht das Repository vielleicht nicht, der Name ist falsch, oder ein Build, der es klont, darf die Connection nicht verwenden.',
  'cause.repository-out-of-reach.change':
    'Geben Sie der App Zugriff auf das Repository, berichtigen Sie die Namen, oder erlauben Sie der Build-Rolle UseConnection.',
  'cause.source-access.sentence':
    'Die Rolle der Quellaktion darf das Repository {repository|} nicht lesen.',
  'cause.source-access.change':
    'Erlauben Sie dieser Rolle auf dem Repository codecommit:GetBranch, GetCommit, UploadArchive, GetUploadArchiveStatus und CancelUploadArchive, oder ecr:DescribeImages für ein Image.',
  'cause.source-in-other-region.sentence':
    'Steht das Repository in einer anderen Region, ist es keine Frage der Berechtigung: Eine Quellaktion arbeitet immer in der Region ihrer Pipeline.',
  'cause.source-in-other-region.change':
    'Legen Sie die Pipeline in der Region ihrer Quelle an und deployen Sie von dort in andere Regionen.',
  'cause.codecommit-git-refused.sentence':
    'Git konnte das CodeCommit-Repository {repository|} nicht lesen: Die verwendeten Zugangsdaten dürfen es nicht abrufen. Ein Repository eines anderen Kontos erreicht man nur mit einer Rolle jenes Kontos.',
  'cause.codecommit-git-refused.change':
    'Erlauben Sie codecommit:GitPull auf dem Repository, oder übernehmen Sie zuerst eine Rolle aus dem Konto des Repositorys; verwenden Sie den Credential Helper.',
  'cause.event-bus-policy.sentence':
    'Ein Ereignis konnte nicht an den Event-Bus des Pipeline-Kontos gesendet werden: Vielleicht lässt seine Policy das Konto der Quelle nicht zu, oder es gibt den Bus dort nicht.',
  'cause.event-bus-policy.change':
    'Erlauben Sie in der Policy des Event-Busses events:PutEvents für das Konto der Quelle oder die Organisation.',
  'cause.rule-target-lacks-role.sentence':
    'Eine Regel sendet Ereignisse an {resource|einen Event-Bus oder eine Pipeline}, wofür EventBridge eine Rolle braucht, aber das Ziel nennt keine.',
  'cause.rule-target-lacks-role.change':
    'Geben Sie dem Ziel eine RoleArn: eine Rolle aus dem Konto der Regel, die events.amazonaws.com vertraut und events:PutEvents auf dem Bus darf (codepipeline:StartPipelineExecution auf einer Pipeline).',
  'cause.rule-watches-other-branch.sentence':
    'Vielleicht beobachtet die Regel einen anderen Branch oder ein anderes Repository, als die Quellaktion liest.',
  'cause.rule-watches-other-branch.change':
    'Erzeugen Sie beides aus einem Wert.',
  'cause.source-event-refused.sentence':
    'Bei einer Quelle in einem anderen Konto: Vielleicht lehnt der Event-Bus des Pipeline-Kontos ihr Ereignis ab.',
  'cause.source-event-refused.change':
    'Erlauben Sie in der Policy des Event-Busses events:PutEvents für das Konto der Quelle.',
  'cause.pending-connection-starts-nothing.sentence':
    'Eine Connection, die PENDING ist, startet nichts.',
  'cause.pending-connection-starts-nothing.change':
    'Schließen Sie die Connection in der Konsole ab.',
  'cause.environment-not-set.sentence':
    'Die Pipeline wurde ohne festes {item|Konto} erzeugt, das Aktionen in anderen Konten oder Regionen brauchen.',
  'cause.environment-not-set.change':
    'Setzen Sie Konto und Region der Pipeline vor dem Erzeugen.',
  'cause.artifact-between-targets.sentence':
    'Ein Artefakt, das in einem Zielkonto entsteht, wird in einem anderen verwendet. Artefakte gehen nur zwischen dem Konto der Pipeline und einem Ziel hin und her.',
  'cause.artifact-between-targets.change':
    'Lassen Sie das Artefakt im Konto der Pipeline entstehen.',
  'cause.pipeline-bucket-in-other-region.sentence':
    'Das meldet CodePipeline, wenn der Bucket der Artefakte in einer anderen Region ist als die Pipeline.',
  'cause.pipeline-bucket-in-other-region.change':
    'Verwenden Sie einen Bucket der Region der Pipeline, und je einen für jede weitere Region.',
  'cause.artifact-store-region.sentence':
    'Der Pipeline fehlt ein Artefaktspeicher für eine Region, in der eine Aktion arbeitet, oder sie hat einen in einer falschen.',
  'cause.artifact-store-region.change':
    'Geben Sie jeder Region, in der eine Aktion arbeitet, einen Artefaktspeicher mit Bucket und Schlüssel dieser Region.',
  'cause.region-without-codepipeline.sentence':
    'CodePipeline arbeitet nicht in {region|dieser Region} (oder nicht in dieser Partition), also darf dort kein Artefaktspeicher sein und keine Aktion sie nennen.',
  'cause.region-without-codepipeline.change':
    'Nehmen Sie den Artefaktspeicher von {region|dieser Region} heraus. Was dorthin deployt werden soll, muss von einer unterstützten Region aus deployt werden, durch einen Build oder ein StackSet.',
  'cause.capabilities-missing.sentence':
    'Die Vorlage legt an, was bestätigt werden muss: {item|CAPABILITY_IAM oder CAPABILITY_NAMED_IAM}.',
  'cause.capabilities-missing.change':
    'Nehmen Sie {item|diese Capability} in die Capabilities der Aktion oder des Deployments auf.',
  'cause.definition-invalid.sentence':
    'CodePipeline hat die Definition der Pipeline selbst abgelehnt. AWS sagt: „{said|InvalidStructureException}“.',
  'cause.definition-invalid.change':
    'Berichtigen Sie, was AWS in der Definition nennt, und schreiben Sie die Pipeline noch einmal.',
  'cause.artifact-not-declared.sentence':
    'Eine Aktion bekommt ein Artefakt, das keine Aktion davor erzeugt, oder zwei Aktionen erzeugen eines mit demselben Namen.',
  'cause.artifact-not-declared.change':
    'Lassen Sie eine frühere Aktion das Artefakt erzeugen, und jeden Namen nur einmal.',
  'cause.action-configuration-invalid.sentence':
    'Die Konfiguration einer Aktion hat einen Wert, den CodePipeline nicht annimmt, oder es fehlt einer. AWS sagt: „{said|die Konfiguration ist ungültig}“.',
  'cause.action-configuration-invalid.change':
    'Berichtigen Sie den Schlüssel oder Wert, den AWS nennt.',
  'cause.needs-pipeline-type-v2.sentence':
    'Die Definition verwendet, was nur Pipelines vom Typ V2 haben: Trigger, Variablen, Bedingungen oder eine neuere Aktion.',
  'cause.needs-pipeline-type-v2.change': 'Setzen Sie pipelineType auf V2.',
  'cause.named-resource-missing.sentence':
    'Die Aktion nennt etwas, das es in dem Konto und der Region, in der sie arbeitet, nicht gibt[[: {resource}]].',
  'cause.named-resource-missing.change':
    'Legen Sie es dort an, oder berichtigen Sie Name, Rolle oder Region der Aktion.',
  'cause.pipeline-missing.sentence':
    'Eine Pipeline dieses Namens gibt es in dem gefragten Konto und der Region nicht.',
  'cause.pipeline-missing.change':
    'Fragen Sie in Konto und Region der Pipeline, oder berichtigen Sie ihren Namen.',
  'cause.execution-superseded.sentence':
    'Die Ausführung wurde von einer neueren überholt, wurde angehalten, oder wartet auf die Phase, in die sie will.',
  'cause.execution-superseded.change':
    'Nichts, es sei denn, jede Ausführung muss zu Ende gehen: dann den Modus QUEUED verwenden.',
  'cause.build-image-credentials.sentence':
    'Das Build-Projekt ruft sein Image mit den falschen Zugangsdaten ab: Ein Image eines anderen Kontos oder einer privaten Registry wird mit der Build-Rolle (SERVICE_ROLE) abgerufen, eines von CodeBuild mit CODEBUILD.',
  'cause.build-image-credentials.change':
    'Setzen Sie imagePullCredentialsType für ein Image eines anderen Kontos auf SERVICE_ROLE und erlauben Sie der Build-Rolle und, in der Policy des Repositorys, ihrem Konto das Abrufen; auf CODEBUILD für ein Image aws/codebuild.',
  'cause.build-logs-refused.sentence':
    'Die Build-Rolle {role|} darf das Protokoll des Builds nicht schreiben.',
  'cause.build-logs-refused.change':
    'Erlauben Sie der Build-Rolle logs:CreateLogGroup, logs:CreateLogStream und logs:PutLogEvents auf der Log-Gruppe des Projekts.',
  'cause.build-network-refused.sentence':
    'Der Build läuft in einer VPC, und die Build-Rolle darf ihre Netzwerkschnittstelle dort nicht einrichten, oder VPC, Subnetz oder Sicherheitsgruppe passen nicht.',
  'cause.build-network-refused.change':
    'Erlauben Sie der Build-Rolle ec2:CreateNetworkInterface, DescribeNetworkInterfaces, DeleteNetworkInterface, DescribeSubnets, DescribeSecurityGroups, DescribeVpcs, DescribeDhcpOptions und CreateNetworkInterfacePermission.',
  'cause.build-network-unreachable.sentence':
    'Der Build läuft in einer VPC ohne Weg nach draußen: Er erreicht weder seine Quelle noch seine Registry.',
  'cause.build-network-unreachable.change':
    'Verwenden Sie private Subnetze mit einem NAT-Gateway, oder VPC-Endpunkte für S3, Logs, ECR und was der Build aufruft.',
  'cause.build-role-unusable.sentence':
    'CodeBuild kann mit der Rolle des Projekts, {role|nicht genannt}, nicht arbeiten: Es gibt sie nicht, sie vertraut codebuild.amazonaws.com nicht, oder sie ist zu neu.',
  'cause.build-role-unusable.change':
    'Legen Sie die Rolle vor dem Projekt an und lassen Sie ihre Trust Policy codebuild.amazonaws.com nennen.',
  'cause.secret-missing.sentence':
    'Ein Secret oder Parameter, den ein Build, ein Task oder eine Vorlage liest, gibt es in dem gefragten Konto und der Region nicht, oder nicht unter diesem Namen.',
  'cause.secret-missing.change':
    'Legen Sie es dort an, oder berichtigen Sie den Namen; eines in einem anderen Konto nennt man mit seiner ganzen ARN, und seine Policy und sein Schlüssel müssen den Leser einlassen.',
  'cause.build-project-missing.sentence':
    'Das Build-Projekt gibt es in dem Konto und der Region, in der die Aktion arbeitet, nicht.',
  'cause.build-project-missing.change':
    'Legen Sie das Projekt dort an, oder berichtigen Sie die Aktion.',
  'cause.image-pull-refused.sentence':
    'Das Container-Image konnte nicht aus {repository|seinem Repository} abgerufen werden. Gehört das zu einem anderen Konto, muss die Policy des Repositorys das Konto nennen, das abruft.',
  'cause.image-pull-refused.change':
    'Erlauben Sie in der Policy des Repositorys ecr:BatchGetImage, ecr:GetDownloadUrlForLayer und ecr:BatchCheckLayerAvailability für das Konto, das abruft; für Lambda nennen Sie auch lambda.amazonaws.com. Die Rolle, die abruft, braucht dasselbe und ecr:GetAuthorizationToken auf *.',
  'cause.image-missing.sentence':
    'Das Image oder sein Repository gibt es in diesem Konto und dieser Region nicht: Es wurde (noch) nicht hochgeladen, unter einem anderen Tag, oder in einer anderen Region.',
  'cause.image-missing.change':
    'Laden Sie das Image zuerst hoch, oder berichtigen Sie seinen Namen.',
  'cause.registry-login-missing.sentence':
    'Docker war bei der ECR-Registry dieses Kontos und dieser Region nicht angemeldet, oder die Anmeldung ist abgelaufen (nach zwölf Stunden).',
  'cause.registry-login-missing.change':
    'Melden Sie sich bei der Registry genau dieses Kontos und dieser Region an (aws ecr get-login-password | docker login), mit einer Rolle, die ecr:GetAuthorizationToken darf.',
  'cause.registry-pull-limit.sentence':
    'Docker Hub begrenzt, wie viele Images ohne bezahlte Anmeldung abgerufen werden; bei AWS wird nichts verweigert.',
  'cause.registry-pull-limit.change':
    'Melden Sie sich bei Docker Hub an, oder rufen Sie über ECR ab (Pull Through Cache, ECR Public).',
  'cause.foreign-registry-refused.sentence':
    'Das Image gehört zu einer Registry außerhalb von AWS, die es nicht herausgegeben hat; keine Rolle oder Policy von AWS ist betroffen.',
  'cause.foreign-registry-refused.change':
    'Berichtigen Sie den Namen, geben Sie die Zugangsdaten dieser Registry an (ein Secret), oder kopieren Sie das Image nach ECR.',
  'cause.package-repository-refused.sentence':
    'CodeArtifact hat das Paket verweigert: Das Token ist abgelaufen, oder die Rolle darf das Repository nicht lesen; eines in einem anderen Konto muss es in den Policies von Domain und Repository erlauben.',
  'cause.package-repository-refused.change':
    'Erlauben Sie diese drei Aktionen der Rolle und, über Konten hinweg, in den Policies von Domain und Repository; melden Sie sich vor dem Befehl neu an.',
  'cause.instance-reads-revision.sentence':
    'Der CodeDeploy-Agent konnte die Revision nicht herunterladen: Er liest sie mit der Rolle der Instanz, die {bucket|den Bucket der Artefakte} vielleicht nicht lesen darf.',
  'cause.instance-reads-revision.change':
    'Erlauben Sie der Instanzrolle s3:Get* auf bucket/* und s3:ListBucket auf dem Bucket, auf beiden Seiten.',
  'cause.instance-uses-key.sentence':
    'S3 sagt dasselbe, wenn die Instanzrolle den Schlüssel der Artefakte nicht verwenden darf.',
  'cause.instance-uses-key.change':
    'Erlauben Sie der Instanzrolle kms:Decrypt und kms:DescribeKey, in der Key Policy und in ihrer eigenen Policy.',
  'cause.bucket-refuses-instance.sentence':
    'Die Verweigerung kam vom Bucket der Artefakte.',
  'cause.bucket-refuses-instance.change':
    'Lassen Sie die Bucket Policy das Konto der Instanzen nennen.',
  'cause.instance-profile.sentence':
    'Der CodeDeploy-Agent arbeitet ohne die Zugangsdaten eines Instanzprofils, oder mit falschen.',
  'cause.instance-profile.change':
    'Ordnen Sie ein Instanzprofil zu und starten Sie den Agenten neu; entfernen Sie andere Zugangsdaten aus seiner Umgebung.',
  'cause.instances-failed.sentence':
    'CodeDeploy hat aufgegeben, weil zu viele Instanzen fehlschlugen; jede Instanz hat ihren eigenen Grund.',
  'cause.instances-failed.change':
    'Lassen Sie sich den Fehler des ersten fehlgeschlagenen Lifecycle-Ereignisses erklären.',
  'cause.revision-unreadable.sentence':
    'Schlug DownloadBundle fehl: Die Instanzrolle darf die Revision vielleicht nicht lesen oder ihren Schlüssel nicht verwenden.',
  'cause.revision-unreadable.change':
    'Erlauben Sie der Instanzrolle Bucket und Schlüssel, auf beiden Seiten.',
  'cause.agent-silent.sentence':
    'Der CodeDeploy-Agent auf der Instanz antwortet nicht: Er ist nicht installiert, läuft nicht, oder erreicht weder CodeDeploy noch S3.',
  'cause.agent-silent.change':
    'Installieren Sie den Agenten oder starten Sie ihn neu, und geben Sie ihm einen Weg zu CodeDeploy.',
  'cause.no-instances.sentence':
    'Die Deployment-Gruppe trifft in dem Konto und der Region, in der die Aktion arbeitet, auf keine Instanz.',
  'cause.no-instances.change':
    'Berichtigen Sie die Tags, oder starten Sie zuerst die Instanzen.',
  'cause.revision-invalid.sentence':
    'CodeDeploy konnte die Revision nicht verwenden: Ihre AppSpec-Datei fehlt, liegt falsch oder ist fehlerhaft, oder ihr Format ist ein anderes. AWS sagt: „{said|die Revision ist ungültig}“.',
  'cause.revision-invalid.change':
    'Legen Sie eine gültige AppSpec-Datei in die Wurzel des Artefakts und nennen Sie das richtige Artefakt als Eingabe.',
  'cause.deployment-under-way.sentence':
    'Ein anderes Deployment derselben Gruppe oder desselben Dienstes läuft.',
  'cause.deployment-under-way.change':
    'Warten Sie, bis es endet, oder halten Sie es an; versuchen Sie es dann noch einmal.',
  'cause.service-role-lacks-permission.sentence':
    'Die Servicerolle der Deployment-Gruppe, {role|nicht genannt}, darf {service|einen Dienst} nicht aufrufen.',
  'cause.service-role-lacks-permission.change':
    'Ordnen Sie ihr die AWS Managed Policy für CodeDeploy zu; ein Blue/Green-Deployment mit Launch Templates braucht auch iam:PassRole, ec2:RunInstances und ec2:CreateTags.',
  'cause.provider-access.sentence':
    'Die Rolle der Aktion darf {service|den Anbieter} nicht aufrufen.',
  'cause.provider-access.change':
    'Erlauben Sie dieser Rolle die Aktionen von {service|dem Anbieter}.',
  'cause.ecs-deployment-lacks-calls.sentence':
    'Die Aktion sagt, ihre Rolle dürfe nicht auf {service|den Anbieter} zugreifen, und meint alles, was ein Deployment nach ECS braucht: Hat die Rolle die Aktionen von {service|dem Anbieter}, fehlt ihr ecs:RegisterTaskDefinition (und ecs:TagResource) oder iam:PassRole auf den Rollen des Tasks.',
  'cause.ecs-deployment-lacks-calls.change':
    'Erlauben Sie der Aktionsrolle neben den Aktionen von {service|dem Anbieter} ecs:RegisterTaskDefinition und ecs:TagResource sowie iam:PassRole auf Task- und Ausführungsrolle mit iam:PassedToService ecs-tasks.amazonaws.com.',
  'cause.cluster-lets-role-not-in.sentence':
    'Der EKS-Cluster kennt die Rolle {role|, die in der Aktion arbeitet,} nicht: IAM hat sie eingelassen, aber kein Zugriffseintrag (oder aws-auth-Eintrag) des Clusters tut es.',
  'cause.cluster-lets-role-not-in.change':
    'Legen Sie im Cluster einen Zugriffseintrag für die Rolle an und ordnen Sie ihm eine Access Policy zu, etwa AmazonEKSEditPolicy.',
  'cause.cluster-role-too-narrow.sentence':
    'Der EKS-Cluster kennt {principal|die Rolle}, aber ihre Access Policy oder Kubernetes-Rolle erlaubt nicht, was dort verlangt wurde.',
  'cause.cluster-role-too-narrow.change':
    'Ordnen Sie eine Access Policy zu, die es in diesem Namespace erlaubt, oder binden Sie die Kubernetes-Gruppe des Eintrags an eine Rolle, die es tut.',
  'cause.cluster-unreachable.sentence':
    'Der Endpunkt des EKS-Clusters war nicht zu erreichen: Er ist privat oder lässt nur andere Adressen ein.',
  'cause.cluster-unreachable.change':
    'Geben Sie der Aktion oder dem Build Subnetze und Sicherheitsgruppe des Clusters, oder öffnen Sie den Endpunkt dafür.',
  'cause.service-not-stable.sentence':
    'Was deployt wurde, wurde nicht rechtzeitig stabil: Tasks oder Instanzen starten nicht oder bestehen ihre Health Checks nicht. Das liegt an dem, was deployt wurde, nicht am Zugriff.',
  'cause.service-not-stable.change':
    'Beheben Sie, was die Tasks aufhält (Image, Rollen, Secrets, Netz, Health Check), und deployen Sie noch einmal.',
  'cause.task-could-not-start.sentence':
    'Der Task konnte nicht vorbereitet werden: Er erreichte keine Registry oder kein Secret, oder seine Ausführungsrolle darf sie nicht lesen.',
  'cause.task-could-not-start.change':
    'Erlauben Sie der Ausführungsrolle, was der Task braucht, oder geben Sie ihm einen Weg dorthin.',
  'cause.function-role-recreated.sentence':
    'Die Rolle der Funktion wurde gelöscht und neu angelegt: Der Grant auf ihrem Schlüssel nennt noch die ID der alten Rolle.',
  'cause.function-role-recreated.change':
    'Geben Sie der Funktion eine andere Rolle und dann wieder die richtige, damit Lambda einen neuen Grant anlegt.',
  'cause.listener-changed.sentence':
    'Listener und Zielgruppen des Dienstes sind nicht so, wie die Deployment-Gruppe sie erwartet: Ein anderes Deployment oder ein Stack hat sie geändert.',
  'cause.listener-changed.change':
    'Lassen Sie den Produktions-Listener zur Zielgruppe des primären Task-Sets weiterleiten, und lassen Sie nur CodeDeploy daran etwas ändern.',
  'cause.alarm-rolled-back.sentence':
    'Das Deployment wurde von einem Alarm, einer Bedingung oder einem fehlgeschlagenen Health Check dessen, was deployt wurde, zurückgerollt.',
  'cause.alarm-rolled-back.change':
    'Beheben Sie, was der Alarm beobachtet, und deployen Sie noch einmal.',
  'cause.no-change.sentence':
    'Der Stack {stack|} ist schon so, wie die Vorlage es verlangt.',
  'cause.no-change.change': 'Nichts: Behandeln Sie es als Erfolg.',
  'cause.stack-busy.sentence':
    'Ein anderer Vorgang auf dem Stack {stack|} läuft ({state|in Arbeit}).',
  'cause.stack-busy.change':
    'Warten Sie, bis er endet, und versuchen Sie es dann noch einmal.',
  'cause.rollback-failed.sentence':
    'Der Stack {stack|} konnte nicht in seinen letzten funktionierenden Zustand zurück und nimmt keine Aktualisierung an, bis das gelungen ist.',
  'cause.rollback-failed.change':
    'Beheben Sie, was das Zurückrollen aufhielt, setzen Sie es fort (ContinueUpdateRollback, mit Überspringen dessen, was nicht zu beheben ist), und deployen Sie dann noch einmal.',
  'cause.stack-not-updatable.sentence':
    'Der Stack {stack|} ist im Zustand {state|, in dem er nicht aktualisiert werden kann}: Sein Anlegen oder Löschen schlug fehl und hat ihn so hinterlassen.',
  'cause.stack-not-updatable.change':
    'Beheben Sie den ersten Fehler, löschen Sie den Stack und deployen Sie ihn noch einmal. Bei ROLLBACK_FAILED oder DELETE_FAILED beheben oder behalten Sie zuerst, was aufhielt.',
  'cause.change-set-unusable.sentence':
    'Das Change Set fehlt, wurde ersetzt, oder enthält keine ausführbare Änderung.',
  'cause.change-set-unusable.change':
    'Legen Sie das Change Set noch einmal an, unter dem Namen, den die Aktion ausführt.',
  'cause.change-set-names-differ.sentence':
    'Oder die beiden Aktionen nennen verschiedene Change Sets, Stacks, Regionen oder Rollen.',
  'cause.change-set-names-differ.change':
    'Geben Sie beiden Aktionen dieselben Namen.',
  'cause.stack-missing.sentence':
    'Einen Stack {stack|dieses Namens} gibt es in dem gefragten Konto und der Region nicht.',
  'cause.stack-missing.change':
    'Legen Sie den Stack an, oder fragen Sie in seinem Konto und seiner Region.',
  'cause.name-taken.sentence':
    'Etwas mit diesem Namen gibt es schon[[ ({resource})]], von Hand angelegt, von einem anderen Stack, oder von einem entfernten Stack übrig gelassen.',
  'cause.name-taken.change':
    'Löschen oder importieren Sie, was es gibt, oder wählen Sie einen anderen Namen.',
  'cause.removal-blocked.sentence':
    'Etwas hängt noch von dem ab, was entfernt werden soll, oder es ist geschützt.',
  'cause.removal-blocked.change':
    'Entfernen Sie zuerst, was davon abhängt, oder heben Sie den Schutz auf.',
  'cause.export-in-use.sentence':
    'Der Export {item|, der geändert oder entfernt werden soll,} wird von einem anderen Stack importiert[[ ({resource})]], der ihn festhält.',
  'cause.export-in-use.change':
    'Deployen Sie zuerst den importierenden Stack ohne den Import, und ändern Sie dann den Export.',
  'cause.export-missing.sentence':
    'Die Vorlage importiert {item|einen Wert}, den in diesem Konto und dieser Region kein Stack exportiert. Exporte sind nur in ihrem eigenen Konto und ihrer Region zu sehen.',
  'cause.export-missing.change':
    'Deployen Sie zuerst den exportierenden Stack, im selben Konto und derselben Region. Über Konten hinweg übergeben Sie den Wert als Parameter (ein Artefakt oder Parameter Store).',
  'cause.export-taken.sentence':
    'Ein anderer Stack des Kontos und der Region exportiert {item|diesen Namen} schon.',
  'cause.export-taken.change':
    'Geben Sie dem Export einen Namen, den nur ein Stack verwendet.',
  'cause.deploy-role-lacks-permission.sentence':
    'CloudFormation konnte eine Ressource nicht anlegen oder ändern: Die Rolle, mit der es arbeitet, hat keine Erlaubnis für {action|das, was die Ressource braucht}.',
  'cause.deploy-role-lacks-permission.change':
    'Erlauben Sie der Deployment-Rolle {action|die Aktion, die die Ressource braucht}.',
  'cause.guardrail-possible.sentence':
    'Darf diese Rolle es, verweigert es eine Service Control Policy oder eine Permissions Boundary.',
  'cause.guardrail-possible.change': 'Fragen Sie, wer die Leitplanken pflegt.',
  'cause.hook-refused.sentence':
    'Ein CloudFormation-Hook des Kontos (eine proaktive Kontrolle von Control Tower oder ein eigener) hat eine Ressource, wie sie in der Vorlage steht, abgelehnt. AWS sagt: „{said|ein Hook schlug fehl}“.',
  'cause.hook-refused.change':
    'Lassen Sie die Ressource die Regel erfüllen, oder bitten Sie, wer die Hooks pflegt, um eine Ausnahme.',
  'cause.stack-policy-denies.sentence':
    'Die Policy des Stacks {stack|} schützt die Ressource vor dieser Änderung.',
  'cause.stack-policy-denies.change':
    'Verzichten Sie auf die Änderung, oder erlauben Sie sie für diese Aktualisierung in der Stack Policy.',
  'cause.replacement-needs-new-name.sentence':
    'Die Änderung ersetzt eine Ressource mit festem Namen, und zwei können diesen Namen nicht gleichzeitig haben.',
  'cause.replacement-needs-new-name.change':
    'Geben Sie der Ressource in derselben Änderung einen anderen Namen, oder überlassen Sie den Namen CloudFormation.',
  'cause.resource-not-stable.sentence':
    'Eine Ressource des Stacks wurde angenommen, aber nicht in der Zeit bereit, die CloudFormation auf sie wartet[[ ({resource})]].',
  'cause.resource-not-stable.change':
    'Beheben Sie, was die Ressource davon abhält, und deployen Sie noch einmal; verweigert wurde nichts.',
  'cause.custom-resource-silent.sentence':
    'Eine Custom Resource hat CloudFormation nicht rechtzeitig geantwortet: Ihre Funktion schlug vorher fehl, oder sie hat keinen Weg zu S3.',
  'cause.custom-resource-silent.change':
    'Berichtigen Sie die Funktion, damit sie immer antwortet, und geben Sie ihr einen Weg zu S3, wenn sie in einer VPC läuft.',
  'cause.signal-missing.sentence':
    'CloudFormation wartete auf Signale von Instanzen oder einer Wait Condition und bekam nicht rechtzeitig genug davon.',
  'cause.signal-missing.change':
    'Berichtigen Sie den Start, oder lassen Sie ihn früher signalisieren; verweigert wurde nichts.',
  'cause.waiting-gave-up.sentence':
    'Das Werkzeug hörte auf zu warten, bevor der Vorgang endete; der Vorgang selbst läuft vielleicht noch.',
  'cause.waiting-gave-up.change':
    'Sehen Sie nach, wie er endete, und lassen Sie das Werkzeug länger warten.',
  'cause.stack-failed.sentence':
    'Der Stack {stack|} ging in {state|einen Fehlerzustand}; dieser Text sagt nicht, warum.',
  'cause.stack-failed.change':
    'Lassen Sie sich den Grund des ersten fehlgeschlagenen Ereignisses erklären.',
  'cause.resource-failed.sentence':
    'Eine Ressource des Stacks {stack|} schlug fehl[[ ({resource})]]. AWS sagt, warum: „{said|…}“.',
  'cause.resource-failed.change':
    'Beheben Sie, was AWS dort nennt, und deployen Sie noch einmal.',
  'cause.stack-set-execution-role.sentence':
    'Die Rolle {principal|des Administratorkontos} darf {role|die Ausführungsrolle} in Konto {account|, das das Ziel ist,} nicht übernehmen: Es gibt sie dort nicht, oder ihre Trust Policy nennt die Administrationsrolle nicht.',
  'cause.stack-set-execution-role.change':
    'Legen Sie {role|die Ausführungsrolle} in {account|dem Zielkonto} an, mit Vertrauen in {principal|die Administrationsrolle}, oder geben Sie dem StackSet vom Service verwaltete Berechtigungen. Das Verwaltungskonto bekommt diese Rolle nie von selbst.',
  'cause.stack-set-role-of-action.sentence':
    'Bei einer StackSet-Aktion einer Pipeline kommt CloudFormation so in {account|das Zielkonto}.',
  'cause.stack-set-role-of-action.change':
    'Lassen Sie die Trust Policy von {role|der Ausführungsrolle} {principal|die Administrationsrolle} nennen.',
  'cause.stack-set-roles-too-young.sentence':
    'Die Administrationsrolle {principal|des StackSets} konnte die Ausführungsrolle {role|des Zielkontos} nicht übernehmen. Wurden beide im selben Deployment angelegt, kennt IAM sie noch nicht überall: Rollen, und mehr noch Policies, brauchen eine Minute oder länger. Sonst gibt es die Ausführungsrolle nicht, oder sie vertraut der Administrationsrolle nicht.',
  'cause.stack-set-roles-too-young.change':
    'Legen Sie beide Rollen vor dem StackSet an (lassen Sie es von den Rollen und der Policy der Administrationsrolle abhängen), warten Sie eine Minute und versuchen Sie es noch einmal; die Trust Policy von {role|der Ausführungsrolle} nennt {principal|die Administrationsrolle}.',
  'cause.stack-set-not-delegated.sentence':
    'Ein StackSet mit vom Service verwalteten Berechtigungen wurde aus einem Konto aufgerufen, das nicht als Verwaltungskonto der Organisation handelt: In einem delegierten Administratorkonto muss der Aufruf das mit CallAs sagen.',
  'cause.stack-set-not-delegated.change':
    'Setzen Sie CallAs auf DELEGATED_ADMIN, wo der Aufruf in einem delegierten Administratorkonto läuft, und lassen Sie es im Verwaltungskonto weg; sonst registrieren Sie das Konto oder führen es aus dem Verwaltungskonto aus.',
  'cause.stack-sets-not-trusted.sentence':
    'StackSets darf in der Organisation nicht arbeiten: Der vertrauenswürdige Zugriff ist aus.',
  'cause.stack-sets-not-trusted.change':
    'Schalten Sie den vertrauenswürdigen Zugriff vom Verwaltungskonto aus ein, oder verwenden Sie selbst verwaltete Berechtigungen.',
  'cause.stack-set-stopped.sentence':
    'Dieses Konto wurde nicht versucht: Ein anderes Konto oder eine andere Region schlug vorher fehl, und die Fehlertoleranz war aufgebraucht.',
  'cause.stack-set-stopped.change':
    'Beheben Sie die erste fehlgeschlagene Instanz, und führen Sie den Vorgang dann noch einmal aus.',
  'cause.stack-set-target-invalid.sentence':
    'Die Ziele des StackSets passen nicht zu seinen Berechtigungen: Vom Service verwaltete nehmen Organisationseinheiten (und Konten darin), nie das Verwaltungskonto; selbst verwaltete nehmen Konten. AWS sagt: „{said|die Ziele sind ungültig}“.',
  'cause.stack-set-target-invalid.change':
    'Nennen Sie Organisationseinheiten bei vom Service verwalteten Berechtigungen, Konten bei selbst verwalteten.',
  'cause.stack-set-not-empty.sentence':
    'Das StackSet hat noch Instanzen und kann nicht gelöscht werden.',
  'cause.stack-set-not-empty.change':
    'Löschen (oder behalten) Sie zuerst seine Instanzen.',
  'cause.stack-set-missing.sentence':
    'Ein StackSet dieses Namens gibt es für diesen Aufrufer nicht: Es gehört zu einem anderen Konto oder einer anderen Region, oder wurde mit einem anderen CallAs angelegt.',
  'cause.stack-set-missing.change':
    'Fragen Sie, wo das StackSet angelegt wurde, mit demselben CallAs.',
  'cause.template-location.sentence':
    'CloudFormation bekam einen Ort für die Vorlage, den es nicht verwenden kann.',
  'cause.template-location.change':
    'Nennen Sie eine Datei, die im Artefakt ist; verpacken Sie verschachtelte Vorlagen so, dass sie S3-URLs haben.',
  'cause.template-unreadable.sentence':
    'Ist die URL richtig, muss die Deployment-Rolle sie lesen dürfen.',
  'cause.template-unreadable.change':
    'Erlauben Sie der Deployment-Rolle s3:GetObject auf den Vorlagen.',
  'cause.template-invalid.sentence':
    'CloudFormation hat die Vorlage oder ihre Parameter abgelehnt. AWS sagt: „{said|die Vorlage ist ungültig}“.',
  'cause.template-invalid.change': 'Berichtigen Sie die Vorlage.',
  'cause.property-invalid.sentence':
    'Eine Ressource der Vorlage[[ ({resource})]] hat eine Eigenschaft, die ihr Typ nicht kennt, es fehlt eine, oder sie hat einen falschen Wert. AWS sagt: „{said|properties validation failed}“.',
  'cause.property-invalid.change':
    'Berichtigen Sie die Eigenschaft: ihren Namen (Groß- und Kleinschreibung zählt), ihren Typ oder ihren Platz. Verweigert wurde nichts.',
  'cause.parameter-missing.sentence':
    'Die Vorlage und die Parameter, die sie bekam, passen nicht zusammen: Einer fehlt, ist unbekannt oder hat einen falschen Wert. AWS sagt: „{said|die Parameter sind ungültig}“.',
  'cause.parameter-missing.change':
    'Geben Sie jeden Parameter ohne Vorgabe an, und keine anderen.',
  'cause.template-parameter-not-in-store.sentence':
    'Die Vorlage liest {item|einen Parameter} aus Parameter Store, den es in dem Konto und der Region, in die deployt wird, nicht gibt.',
  'cause.template-parameter-not-in-store.change':
    'Legen Sie ihn vor dem Stack in Zielkonto und Region an (Parameter eines anderen Kontos sind nur zu sehen, wo es sie teilt), oder übergeben Sie den Wert als gewöhnlichen Parameter.',
  'cause.template-parameter-unread.sentence':
    'Die Vorlage hat Parameter, die CloudFormation beim Anlegen eines Change Sets aus Parameter Store liest (eine CDK-Vorlage hat die Bootstrap-Version), und der Rolle, die es im Zielkonto anlegt, wurde {action|ssm:GetParameters} verweigert.',
  'cause.template-parameter-unread.change':
    'Erlauben Sie {action|ssm:GetParameters} auf diesen Parametern der Rolle, die das Change Set anlegt (der Aktionsrolle; der Deployment-Rolle, wo eine übergeben wird).',
  'cause.dynamic-reference-unresolved.sentence':
    'Ein dynamischer Verweis der Vorlage ließ sich nicht auflösen: Das Secret oder den Parameter gibt es in diesem Konto und dieser Region nicht, oder seine Version oder seinen Schlüssel nicht.',
  'cause.dynamic-reference-unresolved.change':
    'Legen Sie Secret oder Parameter zuerst im Zielkonto an, oder berichtigen Sie den Verweis; ein Secret eines anderen Kontos nennt man mit seiner ganzen ARN.',
  'cause.macro-missing.sentence':
    'Die Vorlage verwendet das Makro {item|, das genannt ist,} das es in dem Konto und der Region, in die deployt wird, nicht gibt oder das dort fehlschlug.',
  'cause.macro-missing.change':
    'Registrieren Sie das Makro in jedem Zielkonto und jeder Region, oder wandeln Sie die Vorlage im Build um.',
  'cause.cross-environment-reference.sentence':
    'Ein Stack verweist auf eine Ressource eines Stacks in einem anderen Konto oder einer anderen Region, was CloudFormation nicht auflösen kann: Nur ein vorher bekannter Name lässt sich teilen.',
  'cause.cross-environment-reference.change':
    'Geben Sie der Ressource einen ausdrücklichen physischen Namen (im CDK: PhysicalName.GENERATE_IF_NEEDED), oder übergeben Sie ihren Wert als Parameter.',
  'cause.type-not-available.sentence':
    'Die Vorlage hat einen Ressourcentyp, den CloudFormation in dieser Region oder diesem Konto nicht anbietet.',
  'cause.type-not-available.change':
    'Berichtigen Sie den Typ, aktivieren Sie die Erweiterung in diesem Konto und dieser Region, oder deployen Sie in eine andere Region.',
  'cause.throttled.sentence':
    'AWS wurde zu oft auf einmal gefragt; nichts ist verweigert oder gestört. Grenzen gelten je Konto und Region der Zugangsdaten, die aufrufen.',
  'cause.throttled.change':
    'Versuchen Sie es mit wachsenden, zufälligen Pausen noch einmal, und fragen Sie mehreres in einem Aufruf.',
  'cause.policy-too-large.sentence':
    'Eine Policy von {role|einer Rolle, einem Schlüssel oder Bucket} ist mit den Konten und Regionen, die sie nennt, größer, als AWS erlaubt ({limit|die Grenze steht in der Meldung}).',
  'cause.policy-too-large.change':
    'Fassen Sie Anweisungen zusammen, nennen Sie Rollen mit einem Muster unter einer Bedingung auf die Organisation, oder verschieben Sie Anweisungen in Managed Policies.',
  'cause.too-many-policies.sentence':
    '{role|Einer Rolle} sind mehr Policies zugeordnet, als AWS erlaubt ({limit|zehn, wenn nicht erhöht}).',
  'cause.too-many-policies.change':
    'Fassen Sie Policies zusammen, oder lassen Sie die Grenze erhöhen.',
  'cause.function-policy-full.sentence':
    'Die Policy einer Lambda-Funktion ist voll ({limit|20480} Bytes): Jede Regel, jedes Topic, jeder Bucket und jedes Konto, das sie aufrufen darf, hat eine Anweisung hinzugefügt.',
  'cause.function-policy-full.change':
    'Entfernen Sie Anweisungen und fügen Sie eine hinzu, die alle abdeckt: ein Platzhalter in aws:SourceArn, oder die Organisation (--principal-org-id).',
  'cause.template-too-large.sentence':
    'Die Vorlage oder ihre Parameter sind größer, als CloudFormation annimmt.',
  'cause.template-too-large.change':
    'Übergeben Sie die Vorlage über S3, teilen Sie den Stack, oder verwenden Sie eine Konfigurationsdatei für die Vorlage.',
  'cause.action-configuration-too-long.sentence':
    'Ein Wert in der Konfiguration einer Aktion ist länger, als CodePipeline annimmt: 1.000 Zeichen, ParameterOverrides 1 KB.',
  'cause.action-configuration-too-long.change':
    'Verschieben Sie Parameter in eine Konfigurationsdatei für die Vorlage im Artefakt.',
  'cause.too-many-builds.sentence':
    'Im Konto laufen oder warten mehr Builds auf einmal, als CodeBuild erlaubt.',
  'cause.too-many-builds.change':
    'Warten Sie, bis andere enden, oder lassen Sie die Grenze erhöhen.',
  'cause.limit-exceeded.sentence':
    'Eine Grenze des Kontos oder einer Ressource ist erreicht. AWS sagt: „{said|LimitExceeded}“.',
  'cause.limit-exceeded.change':
    'Entfernen Sie, was nicht gebraucht wird, verteilen Sie es, oder lassen Sie die Grenze erhöhen.',
  'cause.credentials-rejected.sentence':
    'Die Zugangsdaten des Aufrufs sind abgelaufen oder falsch; keine Policy wurde auch nur gefragt.',
  'cause.credentials-rejected.change':
    'Erneuern Sie die Zugangsdaten und versuchen Sie es noch einmal.',
  'cause.credentials-missing.sentence':
    'Der Aufruf kam ohne Zugangsdaten, die AWS annehmen konnte.',
  'cause.credentials-missing.change':
    'Richten Sie Zugangsdaten für dieses Konto ein.',
  'cause.credentials-quarantined.sentence':
    'AWS hat diese Zugangsdaten unter Quarantäne gestellt, weil es ihren Zugriffsschlüssel öffentlich fand: Die Policy {policy|AWSCompromisedKeyQuarantine} verweigert ihnen alles.',
  'cause.credentials-quarantined.change':
    'Deaktivieren und ersetzen Sie den Schlüssel, sehen Sie nach, wofür er verwendet wurde, und lösen Sie dann die Quarantäne-Policy.',
  'cause.clock-wrong.sentence':
    'Die Signatur des Aufrufs trägt eine andere Zeit, als AWS hat: Die Uhr der Maschine geht falsch.',
  'cause.clock-wrong.change':
    'Stellen Sie die Uhr (NTP) und versuchen Sie es noch einmal.',
  'cause.region-not-enabled.sentence':
    'Die Region {region|, die aufgerufen wurde,} ist im aufgerufenen Konto nicht aktiviert; Regionen seit 2019 müssen in jedem Konto aktiviert werden.',
  'cause.region-not-enabled.change':
    'Aktivieren Sie die Region in diesem Konto, und warten Sie, bis sie es ist.',
  'cause.token-not-for-region.sentence':
    'Das Sitzungs-Token gilt nicht, wo es verwendet wurde. Token des globalen STS-Endpunkts gelten nicht in Regionen, die aktiviert werden müssen, und die Region muss in beiden Konten aktiviert sein; ein abgeschnittenes Token ergibt dasselbe.',
  'cause.token-not-for-region.change':
    'Verwenden Sie den regionalen STS-Endpunkt (AWS_STS_REGIONAL_ENDPOINTS=regional), aktivieren Sie die Region in beiden Konten, oder stellen Sie die Token des globalen Endpunkts auf Version 2.',
  'cause.no-connection.sentence': 'AWS war nicht zu erreichen[[: {item}]].',
  'cause.no-connection.change':
    'Schaffen Sie einen Weg zum Endpunkt des Dienstes.',
  'cause.operations-collided.sentence':
    'Zwei Vorgänge auf derselben Sache stießen zusammen.',
  'cause.operations-collided.change':
    'Versuchen Sie es noch einmal, wenn der andere Vorgang fertig ist.',
  'cause.service-fault.sentence': 'AWS antwortete mit einem eigenen Fehler.',
  'cause.service-fault.change': 'Versuchen Sie es noch einmal.',
  'cause.job-failed-inside.sentence':
    'Oder es ist ein vorübergehender Fehler bei AWS.',
  'cause.job-failed-inside.change': 'Wiederholen Sie die Phase.',
  'cause.artifact-gone.sentence':
    'Das Artefakt, das die Aktion nimmt, ist nicht mehr in {bucket|dem Bucket der Artefakte}: Eine Lebenszyklusregel ließ es ablaufen, jemand hat es gelöscht, oder es gibt den Bucket selbst nicht mehr.',
  'cause.artifact-gone.change':
    'Lassen Sie Artefakte länger leben, als Ausführungen auf Freigabe warten oder wiederholt werden, und geben Sie die Änderung dann neu frei: Ein Wiederholen der alten Ausführung verlangt dasselbe Artefakt.',
  'cause.stack-set-administration-role.sentence':
    'CloudFormation darf {role|die Administrationsrolle} in {account|dem Konto des StackSets} nicht übernehmen: Es gibt sie dort nicht, oder ihre Trust Policy nennt cloudformation.amazonaws.com nicht.',
  'cause.stack-set-administration-role.change':
    'Legen Sie {role|die Administrationsrolle} in {account|diesem Konto} an, mit Vertrauen in cloudformation.amazonaws.com und der Erlaubnis, die Ausführungsrollen zu übernehmen, oder geben Sie dem StackSet vom Service verwaltete Berechtigungen.',
  'cause.service-lacks-policy.sentence':
    'Ein Dienst von AWS darf in Topic, Queue, Funktion oder Bucket, die er bekam, nicht schreiben oder den Schlüssel nicht verwenden: Die Policy lässt den Dienst nicht ein, oder es gibt sie nicht. Zugriffsprotokolle schreibt S3 nur innerhalb eines Kontos und einer Region.',
  'cause.service-lacks-policy.change':
    'Erlauben Sie in dieser Policy den Dienst (etwa cloudtrail.amazonaws.com, s3.amazonaws.com oder logging.s3.amazonaws.com), für ARN und Konto dessen, wofür er arbeitet, bevor der Dienst sie bekommt.',
} as const;
