# Verlauf: was angefragt wurde und was sich damit noch machen lässt. Die Wörter sind die aus bot.ftl.
# Außerdem immer gleich: post again = noch einmal posten (das vorhandene Video, ohne Kosten) ·
# make anew = neu machen (ein neues Video, wird berechnet).

option-video = video
option-member = mitglied
option-everyone = alle
option-status-message = statusnachricht

command-videos = Die Videos dieses Servers: ansehen, noch einmal posten, abbrechen, löschen
command-videos-list = Deine Videos auf diesem Server, die neuesten zuerst
command-videos-list-member = Wessen Videos (nur für die Moderation)
command-videos-list-everyone = Die Videos von allen (nur für die Moderation)
command-videos-status = Wie es mit einem Video steht
command-videos-repost = Ein fertiges Video in diesem Kanal noch einmal posten
command-videos-cancel = Ein Video abbrechen, das noch in Arbeit ist
command-videos-delete = Ein gepostetes Video aus seinem Kanal löschen
command-videos-delete-status = Auch die Nachricht löschen, die den Stand gezeigt hat (sonst nicht)
command-videos-video = Ein Stück vom Titel tippen und wählen

# Im Menü einer Nachricht, unter „Apps“: höchstens 32 Zeichen.
menu-musicvideo = Musikvideo machen

history-title = Deine Videos auf diesem Server
history-title-everyone = Alle Videos dieses Servers
history-title-member = Videos eines Mitglieds
history-none = Es gibt noch keine. Mit `/musicvideo` entsteht das erste.
history-asked = angefragt { $when } in { $channel }
history-asked-by = angefragt { $when } in { $channel } von { $member }
history-requested = Angefragt
history-link = Link
history-queued = ⏳ in der Warteschlange
history-place = ⏳ Platz { $place } in der Warteschlange des Studios
history-turn = ⏳ Platz { $place } in der Warteschlange
history-paused = ⏸️ wartet: Die Moderation hat die Warteschlange angehalten
history-submitting = ⏳ wird an den Videodienst übergeben
history-rendering = 🎬 in Arbeit
history-posting = 📬 fertig, wird gepostet
history-posted = ✅ gepostet: { $link }
history-posted-direct = ✅ als Direktnachricht geschickt. { $why }
history-posted-parent = ✅ außerhalb seines Threads gepostet: { $link }. { $why }
history-deleted = 🗑️ gepostet und { $when } gelöscht
history-failed = ❌ nicht erstellt. { $reason }
history-unknown = ❔ Ausgang unbekannt. { $reason }
history-cancelled = 🚫 abgebrochen; es wurde nichts berechnet
history-cancelled-free = 🚫 abgebrochen
history-cancelled-late = 🚫 nach der Übergabe abgebrochen; vielleicht wurde es berechnet
history-undeliverable = 📪 fertig, aber nicht gepostet. { $reason }
history-ends = Link bis { $day }
history-ends-soon = ⚠️ der Link endet { $when }; speichere das Video vorher
history-ended = der Link gilt nicht mehr; poste es noch einmal, um zu sehen, ob es das Video noch gibt
history-ends-copy = Link bis { $day }, die Kopie bleibt
history-ended-copy = der Link gilt nicht mehr; die an die Nachricht angehängte Kopie bleibt
history-end-unknown = wie lange der Link noch gilt, ist nicht bekannt
history-choose-placeholder = Eines davon ansehen

button-repost = Noch einmal posten
button-anew = Neu machen
button-newer = Neuere
button-older = Ältere

# Das Ergebnis, wenn es noch einmal gepostet wird.
result-again = 🎬 { $member } postet dieses Musikvideo noch einmal: **{ $title }**
result-again-unnamed = 🎬 { $member } postet dieses Musikvideo noch einmal.

answer-posting-again = Das Video wird gleich hier gepostet.
answer-video-gone = Der Link zu diesem Video gilt nicht mehr, und der Videodienst hat das Video nicht mehr. Du kannst es neu machen lassen; das wird wie ein neues Video berechnet.
answer-video-gone-free = Der Link zu diesem Video gilt nicht mehr, und der Videodienst hat das Video nicht mehr. Du kannst es neu machen lassen.
answer-video-copied = Der Link zu diesem Video gilt nicht mehr, und der Videodienst hat das Video nicht mehr. An der Nachricht, die es gebracht hat, hängt aber noch eine Kopie: { $link }. Du kannst es auch neu machen lassen; das wird wie ein neues Video berechnet.
answer-video-copied-free = Der Link zu diesem Video gilt nicht mehr, und der Videodienst hat das Video nicht mehr. An der Nachricht, die es gebracht hat, hängt aber noch eine Kopie: { $link }. Du kannst es auch neu machen lassen.
answer-no-video = Es gibt kein fertiges Video, das gepostet werden könnte. Du kannst es neu machen lassen; das wird wie ein neues Video berechnet.
answer-no-video-free = Es gibt kein fertiges Video, das gepostet werden könnte. Du kannst es neu machen lassen.

error-others-videos = Hier siehst du deine eigenen Videos. Die von anderen sind für Mitglieder, die den Server verwalten dürfen.
error-which-video = Ich weiß nicht, welches Video du mit „{ $text }“ meinst. Fang an, seinen Titel zu tippen, und wähle es aus der Liste.
error-not-finished = Dieses Video ist noch nicht fertig. Es wird von selbst gepostet.
error-link-unknown = Der Link zu diesem Video gilt nicht mehr, und der Videodienst kann gerade nicht gefragt werden, ob er das Video noch hat. Es wurde nichts berechnet; versuch es in ein paar Minuten noch einmal.
error-link-unknown-free = Der Link dieses Videos ist abgelaufen, und das Studio kann gerade nicht gefragt werden, ob es das Video noch hat. Versuch es in ein paar Minuten noch einmal.
error-hidden-channel = Dieses Video wurde in einem Kanal angefragt, den du nicht sehen kannst. Nur wer es angefragt hat, kann es noch einmal posten oder versuchen.
error-still-open = Dieses Video ist noch in Arbeit. Brich es ab oder warte, bis es gepostet ist.
error-nothing-to-delete = Es gibt keine Nachricht mehr zu löschen.
error-thread-archived = Der Thread mit dieser Nachricht ist archiviert. Schreib etwas hinein, damit er sich öffnet, und lösche dann noch einmal.
error-delete-forbidden = Ich kann diesen Kanal nicht mehr sehen und die Nachricht dort nicht löschen. Die Moderation kann es.
error-not-deleted = Discord hat die Nachricht nicht gelöscht. Versuch es in einer Minute noch einmal.
error-no-track-here = In dieser Nachricht finde ich keinen Song. Wähle eine Nachricht, in der die IDs eines Songs oder ein Link zu ihm stehen, oder tippe nach `/musicvideo` einen Titel.
