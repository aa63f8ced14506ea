# Deutsch: /settings und /branding, für die Moderation. Es gelten die Wörter aus dem Kopf von bot.ftl;
# dazu: limit = Limit · cool-down = Pause · block list = Sperrliste · locked = festgelegt ·
#   showcase = Schaukanal · preview = Vorschau

# Was ein Text auf einem Video nicht sein darf
error-too-long = Dieser Text ist zu lang für ein Video: Höchstens 50 Zeichen passen. Kürze ihn.
error-stacked = In diesem Text stapeln sich Zeichen auf Buchstaben; sie liefen über das Bild. Schreib ihn ohne diese Zeichen.
error-mention = Erwähnungen, Zeitangaben und Server-Emojis lassen sich nicht auf ein Video zeichnen. Schreib stattdessen einen Namen.
error-invite = Einladungen kommen nicht auf Videos. Lass sie weg und frag noch einmal an.
error-link = Links kommen nicht auf Videos. Ein einfacher Name wie music.example ist in Ordnung.

# Branding
choice-part-both = Signatur und Wasserzeichen
choice-part-author = Nur die Signatur
choice-part-watermark = Nur das Wasserzeichen
choice-policy-default = Vorgabe: Mitglieder dürfen eigene angeben
choice-policy-locked = Festgelegt: immer, was hier gesetzt ist
branding-channel-title = Branding eines Kanals
branding-channels = Kanäle mit eigenem Branding
branding-nothing = nichts, mit Absicht
branding-inherited = { $text } (vom Server)
branding-open = Mitglieder dürfen bei jedem Video eigene angeben; sonst gilt dies.
branding-channel-reset = { $channel } hat kein eigenes Branding mehr; dort gilt das Branding des Servers.
branding-footer = Was ein Kanal selbst hat, geht dem Server vor, jeder Teil für sich. Threads haben das ihres Kanals.
preview-title = Vorschau
preview-as-set = So sieht ein Video mit dem aus, was eingestellt ist. Es wurde kein Video gemacht.
preview-as-given = So sähe ein Video mit dem aus, was du hier angegeben hast. Gespeichert ist es nicht; das macht `/branding set`.
preview-described = Ein Bild aus einem Musikvideo. Signatur auf dem Cover: { $author }. Wasserzeichen unten: { $watermark }.
error-not-drawn = Das Bild ließ sich nicht zeichnen. Versuch es in einer Minute noch einmal; bleibt es dabei, sag dem Betreiber des Bots Bescheid.

# Die Sperrliste
words-added = Gesperrt: ||{ $word }||. Mitglieder können es nicht mehr in Signatur oder Wasserzeichen verwenden, wie sie es auch schreiben.
words-added-songs = Gesperrt: ||{ $word }||. Mitglieder können es nicht mehr in Signatur oder Wasserzeichen und auch nicht als Titel oder Interpret eines Songs verwenden, wie sie es auch schreiben.
words-there = ||{ $word }|| ist schon gesperrt.
words-removed = ||{ $word }|| ist wieder erlaubt.
words-not-there = ||{ $word }|| steht nicht auf der Sperrliste. `/branding words show` zeigt, was darauf steht.
words-none = Die Sperrliste ist leer. Mit `/branding words add` kommt ein Wort darauf.
words-title = Sperrliste: { $count } von { $most }
words-in-file = Die Liste ist länger, als eine Nachricht sein kann: In der Datei steht sie ganz.
error-no-word = Darin ist kein Buchstabe und keine Zahl, wonach sich suchen ließe. Schreib ein Wort; ein Sternchen (*) davor oder danach steht für beliebige Buchstaben.
error-too-many-words = Die Sperrliste ist voll: Höchstens { $most } Wörter passen darauf. Nimm erst eines herunter.

# /settings show
settings-title = Einstellungen dieses Servers
settings-access = Wer anfragen darf, und wo
settings-limits = Limits für Videos
settings-used = In den letzten 24 Stunden genutzt
settings-channels = Kanäle
settings-videos = Videos und Nachrichten
settings-footer = Beschränkungen auf Rollen und Kanäle gelten nicht für Mitglieder, die den Server verwalten dürfen; Limits und Sperren gelten für alle. Sich einem laufenden Video anzuschließen oder ein vorhandenes anzufragen, zählt nicht.
settings-version = Version { $version } des Bots
settings-roles = Nur Mitglieder mit { $roles }
settings-roles-all = Alle Mitglieder
settings-where = Nur in { $channels }
settings-where-all = In allen Kanälen
settings-blocked = Gesperrt ({ $count }): { $members }
settings-by-host = (vom Betreiber des Bots)
settings-used-server = Dieser Server: gestartet { $started }, in Arbeit { $open }
settings-used-member = { $member }: gestartet { $started }, in Arbeit { $open }
settings-used-again = Der nächste Start ist { $again } möglich.
settings-none = keiner
settings-showcase = Schaukanal: { $channel }
settings-moderators = Für die Moderation: { $channel }
settings-language = Öffentliche Nachrichten: { $language }
settings-language-discord = die des Servers bei Discord
settings-copy-on = Von jedem Video, das passt, wird eine Kopie angehängt: Sie überdauert den Link.
settings-copy-off = Videos werden nur als Link gepostet, ohne angehängte Kopie.
settings-other-branding-post = Wo das Branding festgelegt ist, wird ein Video mit dem Branding eines anderen Servers mit einem Hinweis gepostet.
settings-other-branding-refuse = Wo das Branding festgelegt ist, wird ein Video mit dem Branding eines anderen Servers nicht gepostet.
settings-unwanted-refuse = Ein Video, in dessen Texten etwas steht, das dieser Server nicht möchte, wird nicht gepostet.
settings-unwanted-hide = Ein Video, in dessen Texten etwas steht, das dieser Server nicht möchte, wird gepostet, und keine Nachricht zeigt diese Texte.
settings-warning = Die Moderation wird gewarnt, wenn weniger als { $credits } Credits übrig sind.
settings-warning-nowhere = Die Moderation soll gewarnt werden, wenn weniger als { $credits } Credits übrig sind, aber dafür gibt es noch keinen Kanal: Wähle einen mit `/settings moderators`.
settings-no-warning = Die Moderation wird bei wenig Guthaben nicht gewarnt.
limit-open-per-member = Gleichzeitig in Arbeit, pro Mitglied
limit-daily-per-member = In 24 Stunden gestartet, pro Mitglied
limit-cooldown-seconds = Pause zwischen zwei Starts eines Mitglieds
limit-daily-per-server = In 24 Stunden gestartet, auf diesem Server
limit-daily-per-host = In 24 Stunden gestartet, auf allen Servern zusammen
settings-limit = { $what }: **{ $value }**
limit-none = kein Limit
limit-no-cooldown = keine

# Antworten von /settings
settings-limits-saved = Die Limits sind gespeichert. `/settings show` zeigt sie und was genutzt ist.
settings-roles-now = Videos anfragen können jetzt nur Mitglieder mit einer dieser Rollen: { $roles }. Wer den Server verwalten darf, kann es immer.
settings-roles-now-all = Alle Mitglieder können jetzt Videos anfragen.
settings-channels-now = Videos anfragen kann man jetzt nur hier, Threads eingeschlossen: { $channels }. Wer den Server verwalten darf, kann es überall.
settings-channels-now-all = Videos anfragen kann man jetzt in allen Kanälen.
settings-member-blocked = { $member } kann auf diesem Server keine Videos mehr anfragen. Was schon in Arbeit ist, wird noch gepostet.
settings-member-blocked-already = { $member } ist schon gesperrt.
settings-member-unblocked = { $member } kann wieder Videos anfragen.
settings-member-not-blocked = { $member } war nicht gesperrt.
settings-showcase-saved = Fertige Videos aus Kanälen, die alle sehen können, erscheinen von jetzt an auch in { $channel }.
settings-showcase-off = Fertige Videos erscheinen nirgends mehr zusätzlich.
settings-moderators-saved = Nachrichten an die Moderation kommen in { $channel }: was nicht gepostet werden konnte, Meldungen, Fragen, geänderte Einstellungen und Ähnliches.
settings-moderators-saved-public = Nachrichten an die Moderation kommen in { $channel }: was nicht gepostet werden konnte, Meldungen, Fragen, geänderte Einstellungen und Ähnliches. ⚠️ Alle können diesen Kanal lesen; ein privater passt besser.
settings-moderators-off = Die Moderation erfährt nichts mehr von selbst.
settings-language-now = Öffentliche Nachrichten haben ab jetzt diese Sprache: { $language }. Videos, die schon in Arbeit sind, behalten ihre.
settings-language-now-discord = Öffentliche Nachrichten haben die Sprache, die der Server bei Discord hat. Community-Server wählen sie in ihren Einstellungen; alle anderen sind englisch.
choice-language-discord = Die Sprache des Servers bei Discord
choice-other-branding-post = Posten, mit einem Hinweis
choice-other-branding-refuse = Nicht posten
choice-unwanted-refuse = Nicht posten
choice-unwanted-hide = Posten, ohne die Texte zu nennen
error-nothing-given = Es wurde nichts geändert: Wähle mindestens eine Option.
settings-undo = ↩️ { $command } macht das rückgängig.
error-above-host = { $what }: Der Betreiber des Bots erlaubt höchstens { $most }. Es wurde nichts geändert.
error-below-host = { $what }: Der Betreiber des Bots verlangt mindestens { $least }. Es wurde nichts geändert.
error-channel-unknown = Ich kann diesen Kanal nicht sehen. Erlaube mir, ihn anzusehen, und wähle ihn dann noch einmal.
error-channel-permissions = In { $channel } fehlen mir Rechte. Erlaube mir dort: { $permissions }. Wähle ihn dann noch einmal; es wurde nichts geändert.
error-block-bot = Bots können keine Videos anfragen; da gibt es nichts zu sperren.

# Namen von Optionen
option-channel = kanal
option-without = ohne
option-policy = regel
option-part = teil
option-word = wort
option-at-once = gleichzeitig
option-per-day = pro_tag
option-cooldown = pause
option-server-per-day = server_pro_tag
option-reset = zurücksetzen
option-add = hinzufügen
option-remove = entfernen
option-clear = leeren
option-enabled = an
option-language = sprache
option-videos = fremde_videos
option-warn-below = warnen_unter

# Beschreibungen von /branding
command-branding-channel = Ein Kanal mit seinen Threads; ohne: der ganze Server
command-branding-set-without = Keine davon: im Kanal auch dann, wenn der Server welche hat
command-branding-policy = Mitglieder eigene angeben lassen oder alles festlegen
command-branding-policy-policy = Vorgabe oder festgelegt
command-branding-policy-part = Worum es geht; ohne: Signatur und Wasserzeichen
command-branding-preview = Sehen, wie ein Video aussähe, ohne eines zu machen
command-branding-preview-author = Eine Signatur zum Ausprobieren, ohne zu speichern
command-branding-preview-watermark = Ein Wasserzeichen zum Ausprobieren, ohne zu speichern
command-branding-reset-part = Was entfernt wird, mit seiner Festlegung; ohne: alles
command-branding-words = Wörter, die Mitglieder nicht auf Videos setzen können
command-branding-words-add = Ein Wort in Signaturen und Wasserzeichen sperren
command-branding-words-add-word = Ein ganzes Wort; ein Sternchen (*) davor oder danach steht für beliebige Buchstaben
command-branding-words-remove = Ein Wort wieder erlauben
command-branding-words-remove-word = Das Wort, wie es in der Liste steht
command-branding-words-show = Die Sperrliste zeigen, nur dir

# Beschreibungen von /settings
command-settings = Wer Videos anfragen darf, wie oft, wo, und was daraus wird
command-settings-show = Alle Einstellungen zeigen und was von den Limits genutzt ist
command-settings-show-member = Wessen Nutzung gezeigt wird; ohne: deine
command-settings-limits = Wie viele Videos Mitglieder und der ganze Server starten dürfen
command-settings-limits-at-once = Videos, die ein Mitglied gleichzeitig in Arbeit haben darf
command-settings-limits-per-day = Videos, die ein Mitglied in 24 Stunden starten darf
command-settings-limits-cooldown = Minuten von einem Start eines Mitglieds zum nächsten; 0: keine
command-settings-limits-server = Videos, die alle Mitglieder zusammen in 24 Stunden starten dürfen
command-settings-limits-reset = Alles, was hier nicht steht, dem Betreiber des Bots überlassen
command-settings-roles = Nur Mitglieder mit bestimmten Rollen Videos anfragen lassen
command-settings-roles-add = Eine Rolle, die anfragen darf
command-settings-roles-remove = Eine Rolle, die von der Liste kommt
command-settings-roles-clear = Die Liste erst leeren: Alle Mitglieder dürfen anfragen
command-settings-channels = Nur in bestimmten Kanälen Videos anfragen lassen
command-settings-channels-add = Ein Kanal mit seinen Threads oder eine ganze Kategorie
command-settings-channels-remove = Ein Kanal oder eine Kategorie, die von der Liste kommt
command-settings-channels-clear = Die Liste erst leeren: Alle Kanäle gehen
command-settings-block = Ein Mitglied für Videos sperren
command-settings-block-member = Das Mitglied
command-settings-unblock = Ein gesperrtes Mitglied wieder anfragen lassen
command-settings-showcase = Wo fertige Videos aus öffentlichen Kanälen noch einmal erscheinen
command-settings-showcase-channel = Der Kanal, der sie zeigt
command-settings-moderators = Der Kanal für Nachrichten an die Moderation
command-settings-moderators-channel = Ein Kanal, den nur die Moderation liest
command-settings-off = Ausschalten
command-as-reset = Der frühere Name von „zurücksetzen“
command-settings-reset = Zurück zu dem, wie es am Anfang war
command-settings-copy = Ob eine Kopie jedes Videos angehängt wird, die den Link überdauert
command-settings-copy-enabled = Kopien anhängen, die in Discords Limit passen
command-settings-language = In welcher Sprache der Bot öffentlich schreibt
command-settings-language-language = Die Sprache
command-settings-other-branding = Videos mit fremdem Branding, wo das eigene festgelegt ist
command-settings-other-branding-videos = Was daraus wird
command-settings-unwanted = Videos, in deren Texten gesperrte Wörter oder fremde Einladungen stehen
command-settings-unwanted-videos = Was daraus wird
command-settings-credits = Wann die Moderation vor wenig Guthaben gewarnt wird
command-settings-credits-below = Unter diesem Guthaben warnen (0: nie)
