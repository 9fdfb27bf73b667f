/** What reports say, in German, by the id of the register of phrases. */
export const germanPhrases = {
  'hop.service-assumes': '{service} darf {role} übernehmen',
  'hop.role-assumes': '{caller} darf {role} in {account} übernehmen',
  'hop.role-assumes-any': '{caller} darf Rollen von {account} übernehmen',
  'hop.passes': '{caller} darf {role} an {service} übergeben',
  'hop.reads-bucket': '{caller} darf Artefakte im Bucket {bucket} lesen',
  'hop.writes-bucket': '{caller} darf Artefakte im Bucket {bucket} schreiben',
  'hop.uses-bucket':
    '{caller} darf Artefakte im Bucket {bucket} lesen und schreiben',
  'hop.reads-with-key': '{caller} darf mit dem Schlüssel {key} Artefakte lesen',
  'hop.writes-with-key':
    '{caller} darf mit dem Schlüssel {key} Artefakte schreiben',
  'hop.works-with-key':
    '{caller} darf mit dem Schlüssel {key} Artefakte lesen und schreiben',
  'hop.deploys': '{caller} darf {stacks} in {account} deployen',
  'hop.deploys-with-key':
    '{caller} darf den Schlüssel {key} in {account} deployen',
  'hop.changes': '{caller} darf {stacks} in {account} ändern und entfernen',
  'hop.changes-key':
    '{caller} darf den Schlüssel {key} in {account} ändern und entfernen',
  'hop.account-id': 'Die Kontonummer in {field} hat zwölf Ziffern',
  'hop.has-bucket': 'Die Pipeline hat in {region} einen Bucket für Artefakte',
  'hop.key-for-others':
    'Den Schlüssel der Artefakte in {region} können andere Konten verwenden',
  'hop.key-in-region':
    'Der Schlüssel der Artefakte in {region} ist in deren Region',
  'hop.same-account': '{role} gehört zum Konto von {other}',
  'hop.project-reads': 'Das Projekt {name} darf die Artefakte lesen',
  'hop.group-reads': 'Die Deployment-Gruppe {name} darf die Artefakte lesen',
  'hop.project-encrypts':
    'Das Projekt {name} verschlüsselt mit dem Schlüssel der Artefakte',
  'hop.own-region': 'Die Aktion {action} arbeitet in der Region der Pipeline',
  'hop.works-across': '{provider} kann in einem anderen Konto arbeiten',
  'hop.calls': 'Die Aktion {action} darf {provider} aufrufen',
  'hop.artifacts-come':
    'Artefakte für {account} kommen aus dem Konto der Pipeline oder aus {account} selbst',
  'hop.connection':
    'Die Connection {connection} steht der Pipeline zur Verfügung',
  'hop.ownership':
    'Was {caller} in den Bucket {bucket} schreibt, gehört dem Konto des Buckets',
  'hop.exists': '{thing} gibt es in {account}',
  'hop.versioned': 'Der Bucket {bucket} behält die Versionen seiner Objekte',
  'hop.boundary-exists':
    'Die Permissions Boundary {policy} gibt es in {account}',
  'hop.policy-exists': 'Die Policy {policy} gibt es in {account}',
  'hop.cluster': 'Der Cluster {cluster} lässt {role} ein',
  'hop.name-free': 'Der Name ist in {account} frei: {thing}',
  'hop.definition': 'CodePipeline nimmt die Definition der Pipeline an',
  'call.notify': '{caller} darf Prüfende über {topic} benachrichtigen',
  'call.push-images':
    '{caller} darf Images in das Repository {repository} hochladen',
  'call.run-builds': '{caller} darf Builds des Projekts {project} ausführen',
  'call.write-logs': '{caller} darf Protokolle von {pipeline} schreiben',
  'call.network-interfaces':
    '{caller} darf Netzwerkschnittstellen in eine VPC von {account} setzen',
  'call.read-secret': '{caller} darf das Secret {secret} lesen',
  'call.deploy-configurations':
    '{caller} darf Konfigurationen der AppConfig-Anwendung {application} deployen',
  'call.stack': '{caller} darf CloudFormation für den Stack {stack} aufrufen',
  'call.stack-set':
    '{caller} darf CloudFormation für das StackSet {stackSet} aufrufen',
  'call.create-deployments':
    '{caller} darf Deployments von {application} nach {group} anlegen',
  'call.task-definitions': '{caller} darf Task-Definitionen registrieren',
  'call.commands':
    '{caller} darf Befehle an Instanzen mit dem Tag {tag} senden',
  'call.target-group':
    '{caller} darf Instanzen aus der Zielgruppe {targetGroup} nehmen und wieder aufnehmen',
  'call.update-service':
    '{caller} darf den Dienst {service} des Clusters {cluster} aktualisieren',
  'call.find-cluster': '{caller} darf den Cluster {cluster} finden',
  'call.update-environment':
    '{caller} darf die Umgebung {environment} von {application} aktualisieren',
  'call.keep-versions': '{caller} darf Versionen im Bucket {bucket} ablegen',
  'call.alarms-of-function':
    '{caller} darf die Alarme der Funktion {function} sehen',
  'call.publish-versions':
    '{caller} darf Versionen der Funktion {function} veröffentlichen',
  'call.write-to-bucket': '{caller} darf in den Bucket {bucket} schreiben',
  'call.encrypt-for-bucket':
    '{caller} darf mit dem Schlüssel {key} verschlüsseln, was sie in den Bucket {bucket} schreibt',
  'call.product-versions':
    '{caller} darf Versionen des Produkts {product} anlegen',
  'call.start-pipeline': '{caller} darf die Pipeline {pipeline} starten',
  'call.inspector': '{caller} darf mit Inspector prüfen lassen',
  'call.pull-images':
    '{caller} darf Images aus dem Repository {repository} abrufen',
  'call.invoke-function': '{caller} darf die Funktion {function} aufrufen',
  'call.run-state-machine':
    '{caller} darf den Zustandsautomaten {stateMachine} ausführen',
  'call.read-repository': '{caller} darf das Repository {repository} lesen',
  'call.use-connection': '{caller} darf die Connection {connection} verwenden',
  'call.read-images': '{caller} darf Images des Repositorys {repository} lesen',
  'call.read-source': '{caller} darf die Quelle im Bucket {bucket} lesen',
  'call.decrypt-source':
    '{caller} darf die Quelle mit dem Schlüssel {key} entschlüsseln',
  'call.alarm': '{caller} darf den Alarm {alarm} sehen',
  'reason.identity':
    'Keine Policy von {caller} erlaubt {actions} auf {target}.',
  'reason.session':
    'Die Sitzung von {caller} erlaubt {actions} auf {target} nicht.',
  'reason.boundary':
    'Die Permissions Boundary von {caller} erlaubt {actions} auf {target} nicht.',
  'reason.scp': '{actions} auf {target} ist nicht erlaubt: {document}.',
  'reason.resource': '{caller} ist {actions} nicht erlaubt: {document}.',
  'reason.rcp': '{caller} ist {actions} nicht erlaubt: {document}.',
  'reason.denied':
    'Die Anweisung {statement} verweigert {caller} {actions} auf {target}: {document}.',
  'reason.documented':
    'Die Dokumentation von AWS verlangt es; Ausführungen gelingen bekanntlich auch ohne.',
  'reason.young':
    'Es wurde vor weniger als einer Minute geändert: Vielleicht ist es bei IAM noch nicht angekommen.',
  'reason.made-too-late':
    'Der Stack der Pipeline kommt vor dem, der {role} anlegt, und AWS lehnt eine Pipeline mit einer Rolle ab, die sie nicht übernehmen kann: Deployen Sie zuerst den Stack der Rolle.',
  'reason.account-id':
    '„{account}“ in {place} ist keine Kontonummer: Sie muss zwölf Ziffern haben, führende Nullen eingeschlossen.',
  'reason.not-seen': 'Nicht gesehen: {what}.',
  'reason.neither-seen': 'Nicht gesehen: {what} und {other}.',
  'reason.undetermined':
    'Ob {action} erlaubt ist, lässt sich nicht sagen: {why}',
  'reason.lacks-allow': 'Keine Policy von {caller} erlaubt {action}.',
  'reason.unforeseen': 'Das lässt sich vor dem Deployment nicht sagen: {why}.',
  'reason.unforetold':
    'Ob die Vorlagen {arn} anlegen, lässt sich nicht sagen, weil AWS den Namen wählt: Nehmen Sie ihn aus einer Ausgabe seines Stacks, oder nennen Sie es als vorhanden.',
  'reason.role-missing': 'Die Rolle {role} gibt es nicht.',
  'reason.role-of-other-path':
    'Die Rolle {role} gibt es nicht, wohl aber {other}: Der Pfad gehört zur ARN.',
  'reason.bucket-missing': 'Den Bucket {bucket} gibt es nicht.',
  'reason.key-missing': 'Den Schlüssel {key} gibt es nicht.',
  'reason.key-state':
    'Der Schlüssel {key} ist im Zustand {state}: Niemand kann ihn verwenden, was auch immer die Policies sagen.',
  'reason.unshareable-key':
    'Die Artefakte in {region} sind mit dem von AWS verwalteten Schlüssel aws/s3 verschlüsselt, den kein anderes Konto verwenden kann.',
  'reason.passed-across':
    '{role} ist eine Rolle von {account}, {caller} eine von {callerAccount}: AWS lässt eine Rolle nie über Konten hinweg übergeben.',
  'reason.action-passes-across':
    'Die Aktion arbeitet als {caller} von {callerAccount} und übergibt {role} von {account}: AWS lässt eine Rolle nie über Konten hinweg übergeben.',
  'reason.no-store':
    'Die Pipeline hat keinen Artefaktspeicher für {region}, wo sie Aktionen hat.',
  'reason.store-elsewhere':
    'Der Bucket der Artefakte für {region}, {bucket}, ist in {other}.',
  'reason.no-customer-key':
    'Der Artefaktspeicher von {region} hat keinen vom Kunden verwalteten Schlüssel: Kein anderes Konto kann den von AWS verwalteten Schlüssel aws/s3 verwenden.',
  'reason.key-by-foreign-alias':
    'Der Artefaktspeicher von {region} nennt seinen Schlüssel mit dem Alias „{key}“, den CodePipeline nur in Konto {account} kennt: Nur die ARN des Schlüssels bedeutet überall denselben.',
  'reason.key-by-alias':
    'Der Artefaktspeicher von {region} nennt seinen Schlüssel mit dem Alias „{key}“, den jedes Konto unter seinen eigenen sucht: Nur die ARN des Schlüssels bedeutet überall denselben.',
  'reason.key-by-id':
    'Der Artefaktspeicher von {region} nennt seinen Schlüssel nur mit der ID, die jedes Konto unter seinen eigenen Schlüsseln sucht: Nur die ARN des Schlüssels bedeutet überall denselben.',
  'reason.key-elsewhere':
    'Der Bucket der Artefakte ist in {region}, sein Schlüssel in {other}: Ein Schlüssel arbeitet nur in seiner eigenen Region.',
  'reason.artifact-origin':
    'Das Artefakt {artifact} entsteht in {account} ({producer}) und wird anderswo genommen: Ein Artefakt geht nur dann zwischen zwei Konten über, wenn eines das Konto der Pipeline ist.',
  'reason.not-of-aws':
    '{provider} ist kein Anbieter von AWS: Seine Aktionen können nicht in einem anderen Konto arbeiten.',
  'reason.source-region':
    'Quellaktionen arbeiten nur in der Region der Pipeline, nicht in {region}.',
  'reason.custom-region':
    'Eigene Aktionen und solche von Dritten arbeiten nur in der Region der Pipeline, nicht in {region}.',
  'reason.connection-old-prefix':
    'Die Connection {connection} gehört {owner} und hat das Präfix {prefix}: AWS RAM teilt nur Connections mit dem Präfix codeconnections, also arbeitet diese nur in ihrem eigenen Konto.',
  'reason.connection-not-shared':
    'Die Connection {connection} gehört {owner}, und AWS RAM teilt sie nicht mit {account}: Teilen Sie sie dort, und nehmen Sie die Freigabe hier an.',
  'reason.share-unread':
    'Ob AWS RAM {connection} von {owner} mit {account} teilt, steht in nichts, was geprüft wird: ram:ListResources in {account} sagt es.',
  'reason.connection-missing': 'Die Connection {connection} gibt es nicht.',
  'reason.connection-planned':
    'Die Connection {connection} wird von einer Vorlage angelegt: Sie wartet, bis jemand sie in der Konsole abschließt.',
  'reason.connection-state':
    'Die Connection {connection} ist {state}: Jemand muss sie in der Konsole abschließen.',
  'reason.project-key':
    'Das Projekt {project} verschlüsselt mit {key} statt mit dem Schlüssel der Artefakte: Andere Konten können nicht lesen, was es erzeugt.',
  'reason.no-project': 'Das Projekt {name} gibt es nicht.',
  'reason.no-group': 'Die Deployment-Gruppe {name} gibt es nicht.',
  'reason.no-thing': '{thing} gibt es in {account}, {region} nicht.',
  'reason.not-versioned':
    'Der Bucket {bucket} behält keine Versionen seiner Objekte: CodePipeline nimmt eine Quelle nur aus einem Bucket mit Versionierung.',
  'reason.versioning-unread':
    'Ob der Bucket {bucket} die Versionen seiner Objekte behält, wurde nicht gelesen.',
  'reason.may-enter':
    'Die Rolle von {what} darf {pattern} übernehmen: Welche dieser Rollen sie übernimmt und ob diese sie einlassen, lässt sich nicht sagen.',
  'reason.name-taken':
    'Das gibt es schon: {thing}. Den Stack {stack}, der es anlegen würde, gibt es aber nicht: CloudFormation würde fehlschlagen. Entfernen Sie es, wählen Sie einen anderen Namen, oder verwenden Sie es als vorhandenen Teil.',
  'reason.bucket-of-other':
    'Ein anderes Konto als {account} hat einen Bucket {bucket}: Wählen Sie einen anderen Namen.',
  'reason.stack-taken':
    'Einen Stack {stack} gibt es schon, und zwar für {owner}: Er würde in einen anderen verwandelt. Wählen Sie einen anderen Namen.',
  'reason.provider-unknown': 'Was {provider} verlangt, ist hier nicht bekannt.',
  'reason.policy-of-other':
    '{policy} ist eine Policy von {account}: Eine Rolle nimmt nur Policies ihres eigenen Kontos und solche von AWS.',
  'reason.no-policy':
    'Die Policy {policy} gibt es nicht: AWS lehnt eine Rolle ab, die sie nennt. Legen Sie sie zuerst in {account} an, oder nennen Sie eine andere.',
  'reason.policy-unread': 'Ob es {policy} gibt, lässt sich nicht sagen: {why}.',
  'reason.no-access-entry-planned':
    'Keine Vorlage gibt {role} einen Zugriffseintrag im Cluster {cluster}, und AWS wurde nicht gefragt, ob es einen gibt.',
  'reason.no-cluster': 'Den Cluster {cluster} gibt es in {account} nicht.',
  'reason.access-entries-unread':
    'Die Zugriffseinträge des Clusters {cluster} wurden nicht gelesen.',
  'reason.no-access-entry':
    'Der Cluster {cluster} hat keinen Zugriffseintrag für {role}: Keine IAM Policy lässt eine Rolle in einen Cluster.',
  'reason.access-entry-groups':
    'Der Cluster {cluster} kennt {role} durch die Gruppen {groups}: Was diese dürfen, steht im Cluster.',
  'reason.empty-access-entry':
    'Der Zugriffseintrag des Clusters {cluster} für {role} hat keine Access Policy und keine Gruppen.',
  'reason.acls-off':
    'Im Bucket {bucket} sind ACLs abgeschaltet (BucketOwnerEnforced): Ein Upload mit der ACL „{acl}“ schlägt mit AccessControlListNotSupported fehl.',
  'reason.belongs-to-writer':
    '{role} ist eine Rolle von {account}: Mit der Objekteigentümerschaft {ownership} gehört, was sie in den Bucket {bucket} schreibt, {account}, und {owner} kann es nicht lesen.',
  'reason.instances-unread': 'Die Instanzen von {group} wurden nicht gelesen.',
  'reason.existence-unforeseen':
    'Ob es {thing} gibt, lässt sich nicht sagen: {why}.',
  'reason.existence-not-asked':
    'Nichts, was geprüft wird, legt {thing} in {account} an, und AWS wurde nicht gefragt, ob es das gibt.',
  'reason.existence-unread':
    'Ob es {thing} in {account} gibt, wurde nicht gelesen.',
  'reason.thing-unforeseen': '{thing} ist nicht bekannt: {why}.',
  'reason.account-not-checked':
    'Nichts, was geprüft wird, ist in Konto {account}.',
  'reason.account-unread': 'Das Konto {account} wurde nicht gelesen.',
  'reason.thing-unread': '{thing} wurde nicht gelesen.',
  'reason.deployer-denied':
    'Die Anweisung {statement} verweigert {role}: {calls} ({document}).',
  'reason.deployer-identity':
    'Die Policies von {role} erlauben nicht: {calls}.',
  'reason.deployer-boundary':
    'Die Policies und die Permissions Boundary von {role} erlauben nicht: {calls}.',
  'reason.deployer-scp':
    'Die Service Control Policies von {role} erlauben nicht: {calls}.',
  'reason.attachable':
    'Die Vorlage portal-access nimmt die Policies, die zugeordnet werden dürfen, als AttachablePolicyArns.',
  'reason.boundaries':
    'Die Vorlage portal-access nimmt Permissions Boundaries als PermissionsBoundaryArns.',
  'insight.condition':
    'Die Anweisung {statement} ({document}) würde es erlauben, aber ihre Bedingung an {keys} ist nicht erfüllt.',
  'insight.external-id':
    'Die Anweisung {statement} ({document}) würde es erlauben, aber ihre Bedingung an {keys} ist nicht erfüllt: CodePipeline kann keine externe ID senden.',
  'insight.source':
    'Die Anweisung {statement} ({document}) würde es erlauben, aber ihre Bedingung an {keys} ist nicht erfüllt: Eine Rolle, die aufruft, sendet das nicht, nur ein Dienst.',
  'insight.deleted-role':
    'Die Anweisung {statement} ({document}) nennt {ids}: die ID einer gelöschten Rolle; eine unter demselben Namen neu angelegte Rolle hat eine andere ID.',
  'target.bucket': 'Bucket {name}',
  'target.key': 'Schlüssel {name}',
  'target.group': 'der Deployment-Gruppe {name}',
  'target.project': 'dem Projekt {name}',
  'target.function': 'der Funktion {name}',
  'target.action': 'der Aktion {name}',
  'finding.deny-hits-uploads':
    'Die Bucket Policy von {bucket} verweigert auch Uploads ohne Verschlüsselungs-Header, obwohl der Bucket sie von selbst verschlüsseln würde: „aws s3 cp“ in einem Build ist so einer.',
  'finding.insecure-transport':
    'Die Bucket Policy von {bucket} verweigert unverschlüsselte Verbindungen nur für {resources}, nicht für {left}.',
  'finding.bucket-everything':
    'Die Bucket Policy von {bucket} erlaubt jede Aktion, auch Artefakte zu löschen und die Policy zu ändern.',
  'finding.bucket-policy-refused':
    'Die Bucket Policy von {bucket} gilt als öffentlich, und Block Public Access des Buckets lehnt sie ab: Nennen Sie die Konten, oder legen Sie durch eine Bedingung die Organisation (aws:PrincipalOrgID) oder die Konten (aws:PrincipalAccount) fest. Ein Platzhalter in aws:PrincipalArn genügt nicht.',
  'finding.bucket-policy-void':
    'Die Bucket Policy von {bucket} gilt als öffentlich, und Block Public Access des Buckets hält jedes andere Konto draußen, was auch immer sie sagt: Nennen Sie die Konten, oder legen Sie durch eine Bedingung die Organisation (aws:PrincipalOrgID) oder die Konten (aws:PrincipalAccount) fest. Ein Platzhalter in aws:PrincipalArn genügt nicht.',
  'finding.wrong-resource-in-bucket':
    'In der Bucket Policy von {bucket}: {wrong}.',
  'finding.wrong-resource-in-role': 'In einer Policy von {role}: {wrong}.',
  'finding.key-everything':
    'Die Key Policy von {key} gibt anderen Konten jede Aktion, auch das Löschen des Schlüssels: Zum Lesen genügen kms:Decrypt und kms:DescribeKey.',
  'finding.key-without-data-key':
    'Die Key Policy von {key} erlaubt kms:Encrypt, aber nicht kms:GenerateDataKey, womit S3 verschlüsselt: Für wen sie ist, der kann keine Artefakte schreiben.',
  'finding.role-without-data-key':
    'Eine Policy von {role} erlaubt kms:Encrypt, aber nicht kms:GenerateDataKey, womit S3 verschlüsselt: Ein Artefakt zu schreiben wird fehlschlagen.',
  'finding.no-rotation': 'Der Schlüssel {key} wird nie rotiert.',
  'finding.refused-policy':
    'AWS lehnt ab, das zu schreiben ({document}): {path} {problem}.',
  'finding.strange-policy':
    'Das wird als Ganzes nicht verstanden ({document}): {path} {problem}.',
  'finding.whole-account':
    'Die Trust Policy von {role} lässt ganz {accounts} ein: Wer dort sts:AssumeRole aufrufen darf, kann zu dieser Rolle werden.',
  'finding.narrow-it':
    'Nennen Sie, wer es braucht, oder grenzen Sie durch eine Bedingung an aws:PrincipalArn ein.',
  'finding.any-pipeline':
    'Die Trust Policy von {role} lässt CodePipeline für jede Pipeline ein: Sie sollte auf aws:SourceAccount und aws:SourceArn prüfen.',
  'finding.nobody-account':
    '{names} ist niemand ({document}): Eine Kontonummer hat zwölf Ziffern und muss als Text geschrieben werden, sonst geht ihre führende Null verloren.',
  'finding.nobody':
    '{names} ist niemand ({document}): AWS lehnt ab, das zu schreiben.',
  'finding.principal-missing':
    '{names} gibt es nicht ({document}): AWS lehnt ab, eine solche Policy zu schreiben. Nennen Sie das Konto und grenzen Sie durch eine Bedingung an aws:PrincipalArn ein.',
  'finding.principal-deleted':
    '{names} ist die ID einer gelöschten Rolle ({document}); eine unter ihrem Namen neu angelegte Rolle hat eine andere ID. AWS lehnt ab, die Policy mit dieser ID noch einmal zu schreiben.',
  'finding.anybody':
    'Jeder wird eingelassen ({document}): jeder Principal jedes Kontos, dessen eigene Policies es erlauben.',
  'finding.not-principal':
    'Hier wird mit NotPrincipal verweigert ({document}), was jede Rolle mit einer Permissions Boundary trifft, auch die, die verschont bleiben soll. Verwenden Sie stattdessen eine Bedingung an aws:PrincipalArn.',
  'finding.second-pass':
    '{names} eines anderen Kontos wird genannt ({document}), aber von keinem früheren Stack angelegt, obwohl es da sein muss, bevor die Policy geschrieben werden kann: Nennen Sie das Konto und grenzen Sie durch eine Bedingung an aws:PrincipalArn ein.',
  'finding.assumes-any':
    '{role} darf jede Rolle übernehmen, die sie einlässt: Nennen Sie die Aktionsrollen.',
  'finding.passes-any':
    '{role} darf jede Rolle ihres Kontos übergeben: Nennen Sie die Deployment-Rolle.',
  'finding.passes-any-anywhere':
    '{role} darf jede Rolle ihres Kontos an jeden Dienst übergeben: Nennen Sie die Deployment-Rolle.',
  'finding.key-alias':
    'Eine Policy von {role} nennt einen Schlüssel mit seinem Alias: Die Verwendung eines Schlüssels lässt sich nur mit seiner eigenen ARN erlauben.',
  'finding.account-id':
    'Eine Policy von {role} nennt {resource}, dessen Kontonummer keine zwölf Ziffern hat: Als Zahl geschrieben verliert sie ihre führende Null.',
  'finding.unbounded':
    '{role} darf in {account} alles und hat keine Permissions Boundary: Wer eine Vorlage ändert, kann dort alles tun.',
  'finding.repository':
    'Das Repository {repository} von {owner} erlaubt {account} {actions} nicht: Tasks, die dort deployt werden, können ihr Image nicht abrufen.',
  'finding.logs-elsewhere':
    'Der Bucket {bucket} protokolliert nach {logs}, und das liegt in {account}, {region}: S3 nimmt nur einen Bucket desselben Kontos und derselben Region.',
  'finding.logs-refused':
    'S3 kann die Zugriffsprotokolle von {bucket} nicht schreiben: Die Bucket-Policy von {logs} lässt logging.s3.amazonaws.com keine Objekte unter {logs}/{prefix}* ablegen.',
  'finding.logs-unfit':
    'S3 kann die Zugriffsprotokolle von {bucket} nicht schreiben: {logs} verschlüsselt standardmäßig mit KMS oder bewahrt Objekte auf.',
  'finding.large-policy':
    '{size} Zeichen ohne Leerraum sind zu viel ({document}); AWS nimmt {limit} an.',
  'finding.large-policies':
    'Die Inline Policies von {role} haben zusammen {size} Zeichen ohne Leerraum; AWS nimmt {limit} an.',
  'finding.other-branch':
    'Die Regel {rule} in {account} beobachtet den Branch {branch} nicht, den {action} liest: Ein Push dorthin startet nichts.',
  'finding.rule-role':
    'Die Regel {rule} in {account} bekommt {role} von {other}: Eine Regel kann nur eine Rolle ihres eigenen Kontos bekommen.',
  'finding.event-bus':
    'Der Event-Bus {bus} von {owner} nimmt keine Ereignisse von {account} an: Pushes dort starten nichts.',
  'finding.stack-state':
    'Der Stack {stack} in {account} ist in {state}: CloudFormation lehnt ab, was {action} verlangt.',
  'finding.stack-role':
    'Der Stack {stack} in {account} merkt sich die Rolle {role}, die es nicht gibt: Er kann weder aktualisiert noch gelöscht werden.',
  'finding.stack-role-overridden':
    'Der Stack {stack} in {account} merkt sich die Rolle {role}, die es nicht gibt: Er kann nur gelöscht werden, wenn eine andere Rolle genannt wird.',
  'finding.not-reached':
    '{account} wird noch nicht erreicht: {rule} der Phase {stage} nennt das Konto inzwischen. Ändern Sie die Pipeline, dann wird es erreicht.',
  'finding.not-named':
    '{account} wird noch erreicht, und {rule} der Phase {stage} nennt das Konto nicht mehr: Eine Änderung der Pipeline lässt es weg.',
  'wrong.nothing': '{action} bewirkt auf {resources} nichts',
  'wrong.objects':
    '{action} handelt von einem Bucket, und {resources} meint die Objekte darin',
  'wrong.bucket':
    '{action} handelt von Objekten, und {resources} meint den Bucket',
  'wrong.own-account': 'ihr eigenes Konto {account}',
  'remedy.change-statement':
    'Ändern Sie die Anweisung {statement} ({document}): {change}.',
  'remedy.remove-statement':
    'Entfernen Sie die Anweisung {statement} ({document}).',
  'remedy.add-statement':
    'Fügen Sie eine Anweisung hinzu, die {actions} erlaubt ({document}).',
  'remedy.add-statement-for':
    'Fügen Sie eine Anweisung hinzu, die {principal} {actions} erlaubt ({document}).',
  'remedy.detach': 'Lösen Sie die Managed Policy {policy} von {role}.',
  'remedy.attach-again':
    'Ordnen Sie sie wieder zu ({document}): Ohne sie ist nichts erlaubt.',
  'remedy.other-boundary':
    'Verwenden Sie für {role} eine andere Permissions Boundary, eine Customer Managed Policy, die {actions} durchlässt: {policy} verwaltet AWS, und niemand sonst kann sie ändern.',
  'remedy.deny-other-encryption':
    'Lassen Sie die Anweisung {statement} nur Uploads verweigern, deren Header eine andere Verschlüsselung nennt.',
  'remedy.name-both':
    'Lassen Sie die Anweisung {statement} sowohl als auch nennen: {resources}.',
  'remedy.take-out': 'Nehmen Sie {ids} aus der Anweisung {statement} heraus.',
  'remedy.narrow-trust':
    'Grenzen Sie die Anweisung {statement} durch eine Bedingung an aws:PrincipalArn auf {caller} ein.',
  'remedy.ask-source':
    'Prüfen Sie in der Anweisung {statement} auf aws:SourceAccount {account} und aws:SourceArn {pipeline}.',
  'remedy.create-bucket':
    'Legen Sie den Bucket {bucket} in {account}, {region} an.',
  'remedy.create-versioned-bucket':
    'Legen Sie den Bucket {bucket} in {account}, {region} mit Versionierung an.',
  'remedy.turn-on-versioning':
    'Schalten Sie die Versionierung des Buckets {bucket} in {account} ein.',
  'remedy.upload':
    'Laden Sie {key} in den Bucket {bucket} in {account} hoch, oder nennen Sie in der Aktion {action} ein Objekt, das es gibt.',
  'remedy.create-key':
    'Legen Sie in {account} einen Schlüssel an und nennen Sie ihn anstelle von {key}.',
  'remedy.cancel-deletion':
    'Brechen Sie die Löschung des Schlüssels {key} ab und aktivieren Sie ihn.',
  'remedy.enable-key': 'Aktivieren Sie den Schlüssel {key}.',
  'remedy.create-role': 'Legen Sie die {purpose} {role} in {account} an.',
  'remedy.complete-connection':
    'Schließen Sie die Connection {connection} in der Konsole ab: Developer Tools, Settings, Connections, „Update pending connection“.',
  'remedy.object-ownership':
    'Setzen Sie die Objekteigentümerschaft des Buckets {bucket} auf BucketOwnerEnforced, oder geben Sie der Aktion eine Rolle von {account}.',
  'remedy.project-key':
    'Setzen Sie den Verschlüsselungsschlüssel des Projekts {project} auf {key}.',
  'remedy.create-project':
    'Legen Sie das Build-Projekt {project} in {account} an, oder nennen Sie eines, das es gibt.',
  'remedy.create-thing':
    'Legen Sie {thing} in {account}, {region} an, oder nennen Sie in der Aktion {action} etwas, das es gibt.',
  'remedy.create-and-name':
    'Legen Sie etwas der Art {type} in {account}, {region} neu an, und nennen Sie dessen Id in der Aktion {action}.',
  'remedy.create-group':
    'Legen Sie die Anwendung {application} mit der Bereitstellungsgruppe {group} in {account}, {region} an, oder nennen Sie in der Aktion {action} eine, die es gibt.',
  'remedy.name-role':
    'Nennen Sie in der Definition der Pipeline die Rolle {other} statt {name}.',
  'remedy.name-bucket':
    'Nennen Sie in der Definition der Pipeline den Bucket {other} statt {name}.',
  'remedy.name-key':
    'Nennen Sie in der Definition der Pipeline den Schlüssel {other} statt {name}.',
  'remedy.name-project':
    'Nennen Sie in der Definition der Pipeline das Projekt {other} statt {name}.',
  'remedy.name-connection':
    'Nennen Sie in der Definition der Pipeline die Connection {other} statt {name}.',
  'remedy.key-arn':
    'Nennen Sie den Schlüssel des Artefaktspeichers von {region} mit seiner ARN, {key}.',
  'remedy.new-key':
    'Legen Sie in {account}, {region} einen vom Kunden verwalteten Schlüssel an, und nennen Sie ihn im Artefaktspeicher mit seiner ARN.',
  'remedy.name-store':
    'Nennen Sie den Bucket {bucket} als Artefaktspeicher von {region}.',
  'remedy.deploy-foundation':
    'Deployen Sie das Fundament in {account}, {region}, und nennen Sie seinen Bucket und seinen Schlüssel als Artefaktspeicher von {region}.',
  'remedy.pass-local':
    'Übergeben Sie eine Rolle von {account}, {role}, statt einer von {other}.',
  'remedy.take-instead':
    'Lassen Sie Aktionen in anderen Konten {changes} nehmen: Das entsteht im Konto der Pipeline.',
  'remedy.make-at-home':
    'Lassen Sie {actions} im Konto der Pipeline arbeiten, von wo jedes Konto nehmen kann, was dort entsteht.',
  'remedy.drop-role':
    'Nehmen Sie die Rolle aus der Aktion {action} heraus: Ihr Anbieter arbeitet nur im Konto der Pipeline.',
  'remedy.drop-region':
    'Nehmen Sie die Region aus der Aktion {action} heraus, oder verlegen Sie die Pipeline in diese Region und deployen Sie von dort in andere Regionen.',
  'remedy.account-text':
    "Schreiben Sie die Kontonummer als den Text '{account}': Als Zahl verlor sie ihre führende Null.",
  'remedy.use-connection':
    'Verwenden Sie die Connection {connection} aus dem Konto der Pipeline.',
  'remedy.create-connection':
    'Legen Sie in {account} eine Connection an und verwenden Sie ihre ARN, oder lassen Sie {owner} eine Connection mit dem Präfix codeconnections über AWS RAM teilen.',
  'remedy.new-connection':
    'Legen Sie in {account}, {region} eine Connection an, vervollständigen Sie sie in der Konsole, und nennen Sie ihre ARN statt {connection}.',
  'remedy.drop-acl':
    'Nehmen Sie CannedACL aus der Aktion heraus: Im Bucket {bucket} sind ACLs abgeschaltet.',
  'remedy.order-stages': 'Bringen Sie die Phasen in die Reihenfolge {stages}.',
  'remedy.run-order': 'Setzen Sie die Laufreihenfolge: {actions}.',
  'remedy.repository':
    'Erlauben Sie {account} {actions} in der Policy des Repositorys.',
  'remedy.logs-refused':
    'Erlauben Sie in der Bucket-Policy von {logs} logging.s3.amazonaws.com s3:PutObject unter {logs}/{prefix}*, für den Bucket {bucket} und das Konto {account}.',
  'remedy.logs-unfit':
    'Protokollieren Sie in einen Bucket von {account} in {region} mit SSE-S3 und ohne Standardaufbewahrung.',
  'remedy.smaller-policy':
    'Fassen Sie Anweisungen zusammen, die sich nur im Konto unterscheiden, nennen Sie Rollen mit einem Muster unter einer Bedingung an die Organisation, oder verschieben Sie Anweisungen in Managed Policies.',
  'remedy.watch-branch':
    'Beobachten Sie {branch}: Erzeugen Sie referenceName der Regel und BranchName der Aktion aus einem Wert.',
  'remedy.event-role':
    'Senden Sie das Ereignis mit einer Rolle von {account} an den Event-Bus des Pipeline-Kontos.',
  'remedy.put-events':
    'Erlauben Sie events:PutEvents auf {bus} für {account} oder für die Organisation.',
  'remedy.delete-stack':
    'Löschen Sie ihn; die nächste Ausführung legt ihn wieder an.',
  'remedy.delete-stack-retaining':
    'Löschen Sie ihn und behalten Sie, was sich nicht löschen lässt; die nächste Ausführung legt ihn wieder an.',
  'remedy.delete-stack-again':
    'Löschen Sie ihn noch einmal und behalten Sie, was sich nicht löschen lässt; die nächste Ausführung legt ihn wieder an.',
  'remedy.continue-rollback':
    'Beheben Sie, was das Zurückrollen aufhielt, und setzen Sie es fort (ContinueUpdateRollback).',
  'remedy.stack-role':
    'Legen Sie eine Rolle {role} wieder an, die cloudformation.amazonaws.com vertraut, oder nennen Sie beim Vorgang eine andere Rolle.',
  'change.name': '{principal} nennen',
  'change.name-by-condition':
    '{principal} mit der ARN in einer Bedingung nennen',
  'change.allow': 'auch {actions} erlauben',
  'change.cover': 'auch {resources} abdecken',
  'change.accept': 'für {key} auch {values} annehmen',
  'change.ask-nothing': 'nicht auf {key} prüfen',
  'change.except-value': 'für {key} {values} eine Ausnahme machen',
  'change.except-headers': 'Uploads ohne Verschlüsselungs-Header durchlassen',
  'change.spare': '{principal} verschonen',
  'change.except': 'für {principal} eine Ausnahme machen',
  'change.deny-less': '{actions} nicht mehr verweigern',
  'change.instead': '{artifact} statt {other}',
  'change.run-order': '{action} als {runOrder}',
  'purpose.service-role': 'Servicerolle',
  'purpose.action-role': 'Aktionsrolle',
  'purpose.deploy-role': 'Deployment-Rolle',
  'purpose.build-role': 'Build-Rolle',
  'purpose.instance-role': 'Instanzrolle',
  'purpose.deployment-role': 'CodeDeploy-Rolle',
  'purpose.administration-role': 'StackSet-Administrationsrolle',
  'purpose.execution-role': 'StackSet-Ausführungsrolle',
  'purpose.entered-role': 'betretene Rolle',
  'purpose.deployer-role': 'Rolle des Portals zum Deployen',
  'unseen.scp': 'Service Control Policies von {accounts} waren nicht zu sehen.',
  'unseen.scp-refused':
    'Service Control Policies von {accounts} waren nicht zu sehen: {why}.',
  'unseen.rcp':
    'Resource Control Policies von {accounts} waren nicht zu sehen.',
  'unseen.rcp-refused':
    'Resource Control Policies von {accounts} waren nicht zu sehen: {why}.',
  'unseen.entered':
    'Die Rolle von {what} darf Rollen jedes Kontos übernehmen: Welche Konten sie betritt, ist nicht bekannt.',
  'unseen.job-result':
    'Die Funktion {function} in {account} muss CodePipeline melden können, wie es ausging: Ihre Rolle braucht codepipeline:PutJobSuccessResult und codepipeline:PutJobFailureResult.',
  'unseen.task-roles':
    '{role} muss die Rollen übergeben können, mit denen die Tasks von {service} in {account} laufen.',
  'unseen.instance-roles':
    'Die Instanzen von {account} mit dem Tag {tag} holen das Artefakt mit ihrer eigenen Rolle: Sie braucht s3:GetObject auf den Bucket der Artefakte und kms:Decrypt auf seinen Schlüssel.',
  'unseen.environment':
    'Elastic Beanstalk ändert das, woraus die Umgebung {environment} in {account} besteht (Instanzen, Load Balancer, Auto-Scaling-Gruppen, ihren Stack), mit der Rolle der Aktion: AWS sagt nicht, welche Aufrufe das braucht.',
  'unseen.rules':
    'Welche Konten ihre Regeln nennen, wurde nicht gelesen: {why}.',
  'unseen.deployed': 'Was schon deployt ist, wurde nicht rechtzeitig gelesen.',
} as const;
