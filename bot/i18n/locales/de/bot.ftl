# Deutsch. Wir duzen, wie auf Discord üblich, und nennen die Dinge immer gleich:
#   video = Video · track = Song · take = Take · task = Task (der; so heißt er beim Musikdienst)
#   signature = Signatur · watermark = Wasserzeichen · branding = Branding
#   server = Server · member = Mitglied · moderator = die Moderation · host = Betreiber (des Bots)
#   video service = Videodienst · music service = Musikdienst · charged = berechnet
# Namen von Berechtigungen stehen so da, wie Discord sie auf Deutsch nennt.

# Die Statusnachricht
status-title = Musikvideo: { $title }
status-title-unnamed = Musikvideo
status-queued = ⏳ **In der Warteschlange.** Das Video wird hier gepostet.
status-submitting = ⏳ **Wird übergeben** an den Videodienst.
status-rendering = 🎬 **In Arbeit.** Das Video wird hier gepostet.
status-posting = 📬 **Fertig.** Es wird gerade hier gepostet.
status-posted = ✅ **Fertig:** { $link }
status-late = ✅ **Fertig, später als erwartet:** { $link }
status-failed = ❌ **Nicht erstellt.** { $reason }
status-unknown = ❔ **Ausgang unbekannt.** { $reason }
status-cancelled = 🚫 **Abgebrochen.** Es wurde nichts berechnet.
status-cancelled-free = 🚫 **Abgebrochen.** Das Video wird nicht gepostet.
status-cancelled-late = 🚫 **Abgebrochen.** Das Video war schon übergeben: Es kann noch entstehen und berechnet werden, wird aber nicht gepostet.
status-cancelled-late-free = 🚫 **Abgebrochen.** Für dich wird es nicht gepostet. Jemand anderes wartet auf dasselbe Video, darum wird es trotzdem gemacht.
status-undeliverable = 📪 **Fertig, konnte aber nicht gepostet werden.** { $reason }
status-length = Länge
status-asked-by = -# Angefragt von { $member }
status-author = Signatur
status-watermark = Wasserzeichen
status-link-name = zum Video

# Das Ergebnis
result-ready = 🎬 { $member }, dein Musikvideo ist fertig: **{ $title }**
result-ready-unnamed = 🎬 { $member }, dein Musikvideo ist fertig.
result-length = ({ $length })
result-author = Signatur { $author }
result-watermark = Wasserzeichen { $watermark }
result-existing = das Video gab es schon, daher mit Signatur und Wasserzeichen von damals
result-existing-plain = das Video gab es schon, ohne Signatur und Wasserzeichen
result-may-have-ended = das Video ist alt, sein Link gilt vielleicht nicht mehr
result-ends = Link bis { $day }
result-failed = ❌ { $member }, aus dem Video zu **{ $title }** ist nichts geworden. { $reason }
result-failed-unnamed = ❌ { $member }, aus dem Video ist nichts geworden. { $reason }
result-unknown = ❔ { $member }, was aus dem Video zu **{ $title }** geworden ist, ist nicht bekannt. { $reason }
result-unknown-unnamed = ❔ { $member }, was aus deinem Video geworden ist, ist nicht bekannt. { $reason }
result-file-name = Musikvideo: { $title }
result-file-name-unnamed = Musikvideo

button-cancel = Abbrechen
button-retry = Noch einmal versuchen
button-check = Noch einmal nachsehen
button-delete = Löschen

# Gründe
reason-already-exists = Der Videodienst sagt, dass es zu diesem Song schon ein Video gibt, aber nicht, wo. Es ist außerhalb dieses Bots entstanden; jetzt wurde nichts berechnet.
reason-audio-unavailable = Die Tonspur des Songs ist nicht abrufbar. Vielleicht wurde sie gelöscht; erzeuge den Song neu und frag dann sein Video an.
reason-bad-request = Der Videodienst hat die Anfrage nicht verstanden. Sag bitte dem Betreiber des Bots Bescheid; vorher hilft ein neuer Versuch nicht.
reason-blocked = Der Videodienst lehnt Verbindungen des Bots ab. Sag bitte dem Betreiber des Bots Bescheid; es wurde nichts berechnet.
reason-build-failed = Das Video ließ sich nicht erstellen. Versuch es noch einmal; klappt es wieder nicht, ist der Song vielleicht beschädigt. Scheitern auch andere, sag dem Betreiber des Bots Bescheid.
reason-cancelled = Es wurde vor der Übergabe abgebrochen; es wurde nichts berechnet.
reason-deadline = Der Videodienst ist nicht rechtzeitig fertig geworden und hat nicht gesagt, warum. Es kann sein, dass etwas berechnet wurde. Kommt das Video doch noch, wird es hier gepostet.
reason-deadline-free = Das Studio ist nicht rechtzeitig fertig geworden und hat nicht gesagt, warum. Kommt das Video doch noch, wird es hier gepostet.
reason-invalid = Der Videodienst nimmt diese Angaben nicht an. Prüfe die IDs, die Signatur und das Wasserzeichen und frag dann noch einmal an.
reason-key-limit = Der Schlüssel des Bots hat beim Videodienst sein Limit erreicht. Es wurde nichts berechnet; der Betreiber des Bots muss es erhöhen.
reason-maintenance = Der Videodienst war zu lange in Wartung. Es wurde nichts berechnet; versuch es später noch einmal.
reason-no-credits = Das Guthaben des Bots beim Videodienst reicht nicht. Es wurde nichts berechnet; der Betreiber muss es aufladen.
reason-not-found = Der Videodienst kennt diesen Song nicht: Er gehört einem anderen Konto oder ist zu alt. Prüfe beide IDs oder wähle den Song aus der Liste, die beim Tippen erscheint.
reason-other = Der Videodienst hat aus einem Grund abgelehnt, den dieser Bot nicht kennt. Versuch es später noch einmal; bleibt es dabei, sag dem Betreiber des Bots Bescheid.
reason-queue-cleared = Die Moderation hat die Warteschlange dieses Servers geleert. Es wurde nichts berechnet; du kannst es noch einmal versuchen.
reason-queue-cleared-free = Die Moderation hat die Warteschlange dieses Servers geleert. Du kannst es noch einmal versuchen.
reason-server-error = Beim Videodienst ist etwas schiefgegangen. Versuch es in ein paar Minuten noch einmal.
reason-studio-full = Die Festplatte des Studios ist voll, deshalb konnte das Video nicht gemacht werden. Der Betreiber des Bots muss Platz schaffen.
reason-studio-not-writable = Das Studio kann nicht auf seine Festplatte schreiben, deshalb konnte das Video nicht gemacht werden. Am Song liegt es nicht. Sag dem Betreiber des Bots Bescheid und versuch es danach noch einmal.
reason-timed-out = Der Videodienst hat zu lange gebraucht. Versuch es in ein paar Minuten noch einmal.
reason-too-large = Der Song ist zu groß für den Videodienst. Wähle einen kürzeren.
reason-too-often = Der Videodienst war zu lange überlastet. Es wurde nichts berechnet; versuch es später noch einmal.
reason-unanswered = Der Videodienst hat nicht gesagt, ob er den Auftrag annimmt; vielleicht wird er berechnet. Damit nichts doppelt bezahlt wird, wird er nicht wiederholt. Kommt das Video doch noch, wird es hier gepostet; der Betreiber des Bots kann beim Dienst nachsehen.
reason-unreachable = Der Videodienst war nicht erreichbar. Es wurde nichts berechnet; versuch es später noch einmal.
reason-unsupported = Der Videodienst bietet das zurzeit nicht an. Sag bitte dem Betreiber des Bots Bescheid.
reason-wrong-key = Der Videodienst nimmt den Schlüssel des Bots nicht an. Es wurde nichts berechnet; der Betreiber muss den Schlüssel erneuern.
reason-channel-gone = Den Kanal gibt es nicht mehr.
reason-file-too-large = Das Video ist fertig, bleibt aber auch verkleinert größer, als der Bot hier bei Discord hochladen darf. Der Betreiber des Bots kann `callback.public_url` setzen, dann wird stattdessen ein Link gepostet.
reason-link-ended = Das Video war fertig, wurde aber inzwischen entfernt. Frag noch einmal an, dann entsteht es neu.
reason-locked = Der Thread ist gesperrt.
reason-no-permission = Der Bot darf in diesem Kanal nicht mehr schreiben. Erlaube ihm, den Kanal anzusehen, Nachrichten zu senden und Dateien anzuhängen, und frag dann noch einmal an: Das Video ist noch da.
reason-post-refused = Discord hat die Nachricht abgelehnt. Sag bitte dem Betreiber des Bots Bescheid.
reason-post-unknown = Discord hat die Nachricht nicht bestätigt, und der Verlauf des Kanals ist nicht lesbar; deshalb wurde sie kein zweites Mal gesendet. Siehst du sie nicht, frag noch einmal an: Das Video ist noch da.
reason-none = Ein Grund wurde nicht genannt.

# Absagen
error-no-id = In „{ $text }“ finde ich keine ID. Tippe den Titel eines Songs und wähle ihn aus der Liste, oder füge die Task-ID (und die Audio-ID) so ein, wie der Musikdienst sie zeigt.
error-missing-permissions = Das darf ich hier nicht. Bitte die Moderation, mir in diesem Kanal zu erlauben: { $permissions }.
error-not-allowed = Das dürfen nur Mitglieder, die den Server verwalten.
error-only-in-servers = Das geht hier nicht.
error-too-many-open = Du hast so viele Videos in Arbeit, wie ein Mitglied hier haben darf: { $most }. Warte, bis eines fertig ist, und frag dann noch einmal an.
error-command-changed = Dieser Befehl hat sich geändert. Lade Discord neu (Strg+R, oder starte die App neu) und versuch es noch einmal.
error-database = Der Bot kann im Moment nichts speichern, deshalb wurde nichts begonnen. Versuch es in einer Minute noch einmal; bleibt es so, sag dem Betreiber des Bots Bescheid.
error-database-full = Die Festplatte mit der Datenbank des Bots ist voll, deshalb wurde nichts begonnen. Sag dem Betreiber des Bots Bescheid, er muss Platz schaffen; was schon in Arbeit ist, geht dann von selbst weiter.
error-stopping = Der Bot wird gerade neu gestartet. Sieh in einer Minute nach, ob das noch erledigt wurde; wenn nicht, versuch es noch einmal.
error-unexpected = Im Bot ist etwas schiefgegangen. Versuch es noch einmal; bleibt es dabei, gib seinem Betreiber diese Nummer: { $number }.
error-unknown-task = Der Musikdienst kennt zu diesem Task keinen fertigen Song. Prüfe die ID; ist der Song ganz neu, warte, bis er fertig ist.
error-unknown-track = Der Task hat keinen Song mit der ID { $audio }. Wähle einen aus der Liste, oder lass `audio_id` weg.
error-lookup-failed = Der Musikdienst konnte nicht gefragt werden, welche Songs dieser Task hat. Versuch es in einer Minute noch einmal oder gib auch die Audio-ID an.
error-empty-branding = Gib etwas an, das eingestellt werden soll: einen Text, Stil, Format, Farben, Schrift oder eine Karte.
error-text-and-none = Du hast einen Text angegeben und zugleich gewählt, dass es keinen geben soll (`ohne`). Es wurde nichts geändert: Gib nur eines von beiden an.
error-invisible = In diesem Text ist nichts Sichtbares. Schreib ihn neu.
error-not-yours = Das kann nur, wer dieses Video angefragt hat, oder die Moderation.
error-gone = Das ist zu alt: Der Bot hat nichts mehr darüber gespeichert.
error-menu-old = Dieses Menü ist zu alt. Gib den Befehl noch einmal ein.
error-too-late = Zum Abbrechen ist es zu spät: Das Ergebnis ist schon in diesem Kanal oder kommt gleich.
error-cancelled-already = Es ist schon abgebrochen.

permission-view-channel = Kanal ansehen
permission-connect = Verbinden
permission-send-messages = Nachrichten senden
permission-send-messages-in-threads = Nachrichten in Threads senden
permission-embed-links = Links einbetten
permission-attach-files = Dateien anhängen
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-add-reactions = Reaktionen hinzufügen
permission-pin-messages = Nachrichten anpinnen

# Private Antworten
answer-choose = Dieser Task hat { $count ->
        [one] einen Song
       *[other] { $count } Songs
    }. Aus welchem soll ein Video werden?
answer-choose-among = Mehrere Songs passen dazu. Aus welchem soll ein Video werden?
answer-choose-placeholder = Wähle einen Song
answer-chosen = Gewählt: **{ $title }**
answer-chosen-unnamed = Gewählt.
answer-started = Gefunden. Wie es mit dem Video steht, siehst du unten.
answer-repeat = Dieses Video ist schon in Arbeit und wird in diesem Kanal gepostet: { $link }
answer-repeat-without-status = Dieses Video ist schon in Arbeit und wird in diesem Kanal gepostet.
answer-posted-already = Dieses Video wurde hier schon gepostet: { $link }. Soll es mit Absicht noch einmal gepostet werden, nimm `/videos repost`.
answer-taken = Dein Video ist in Arbeit und wird in diesem Kanal gepostet.
answer-deleted = Gelöscht.
track-choice = { $title } · Take { $take } · { $length }
track-choice-no-length = { $title } · Take { $take }
track-unnamed = Song ohne Titel { $id }

branding-title = Branding dieses Servers
branding-none = Es ist kein Branding eingestellt. Mitglieder können zu jedem Video eine Signatur und ein Wasserzeichen angeben.
branding-author = Signatur auf dem Cover
branding-watermark = Wasserzeichen
branding-unset = nicht eingestellt
branding-saved = Gespeichert. Von jetzt an gilt:
branding-reset = Das Branding ist entfernt.
branding-reset-author = Die Signatur ist entfernt. Das gilt jetzt:
branding-reset-watermark = Das Wasserzeichen ist entfernt. Das gilt jetzt:
branding-nothing-to-reset = Es gab kein Branding, das man entfernen könnte.
