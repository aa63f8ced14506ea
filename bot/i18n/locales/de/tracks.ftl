# Deutsch: Songs, die Mitglieder mit /track mitbringen. Begriffe wie in bot.ftl; library =
# Bibliothek; was ein Mitglied mitbringt, heißt Song. Optionen klein und ohne Leerzeichen.
option-file = datei
option-title = titel
option-artist = interpret
option-cover = titelbild
option-track = song

command-track = Songs, die dieser Server selbst mitbringt
command-track-add = Einen Song mitbringen, um ein Musikvideo machen zu lassen
command-track-add-file = Der Song: MP3, M4A, WAV, FLAC, OGG und Ähnliches
command-track-add-title = Wie er heißt (sonst, wie es in der Datei steht)
command-track-add-artist = Von wem er ist (sonst, wie es in der Datei steht)
command-track-add-cover = Ein Bild fürs Cover: JPEG, PNG, WebP, GIF oder BMP
command-track-list = Die Songs anzeigen, die hier zur Wahl stehen
command-track-remove = Einen eigenen Song entfernen; die Moderation entfernt jeden des Servers
command-track-remove-track = Der Song: Titel tippen und wählen

track-added = 🎵 { $song }
    Der Song ist jetzt in der Bibliothek dieses Servers: `/musicvideo` bietet ihn hier allen an, und du kannst sein Video gleich machen lassen.
button-make = Video machen
track-list-title = Songs dieses Servers
track-list-empty = Hier gibt es noch keine Songs. Bring mit `/track add` einen mit.
track-list-page = Seite { $page } von { $pages }
track-take = Take { $take }
track-from-host = für alle Server
track-from-member = von { $member }, { $day }
track-from-nobody = vom { $day }
button-page-previous = Zurück
button-page-next = Weiter
track-removed = **{ $title }** ist entfernt. Videos, die daraus entstanden sind, bleiben.

error-track-no-audio = Diese Datei lässt sich nicht als Ton lesen. Möglich sind: { $formats }.
error-track-empty = Diese Datei ist leer. Häng den Song noch einmal an.
error-track-broken = Dieser Song bricht mittendrin ab: Ein Teil der Datei fehlt. Häng sie noch einmal ganz an.
error-track-too-short = Dieser Song ist kürzer als eine Sekunde. Häng einen längeren an.
error-track-too-long = Dieser Song ist zu lang: Er darf höchstens { $limit } min dauern.
error-track-too-big = Diese Datei ist zu groß: Sie darf höchstens { $limit } MB haben. Häng eine kleinere an, zum Beispiel als MP3.
error-track-cover-too-big = Das Titelbild ist zu groß: Es darf höchstens { $limit } MB haben. Häng ein kleineres an.
error-track-no-picture = Das Titelbild lässt sich nicht als Bild lesen. Häng ein JPEG-, PNG-, WebP-, GIF- oder BMP-Bild an, oder lass es weg.
error-track-not-fetched = Die Datei ließ sich nicht von Discord holen. Häng sie in einer Minute noch einmal an.
error-track-server-full = Dieser Server hat so viele Songs mitgebracht, wie er darf: { $limit }. Entferne welche mit `/track remove`, oder bitte die Moderation darum.
error-track-server-bytes-full = Die Songs dieses Servers belegen so viel Platz, wie sie dürfen: { $limit } MB. Entferne welche mit `/track remove`, oder bitte die Moderation darum.
error-track-member-bytes-full = Deine Songs belegen so viel Platz, wie die eines Mitglieds auf allen Servern zusammen dürfen: { $limit } MB. Entferne welche mit `/track remove`.
error-track-disk-full = Die Festplatte des Studios ist voll, deshalb kann gerade kein Song angenommen werden. Sag dem Betreiber des Bots Bescheid, er muss Platz schaffen; was schon da ist, bleibt.
error-track-not-taken = Der Song wurde nicht angenommen. Versuch es noch einmal und gib einen Titel an; bleibt es dabei, sag dem Betreiber des Bots Bescheid.
error-track-silent = Das Studio antwortet gerade nicht. Sieh in einer Minute mit `/track list` nach und versuch es dann noch einmal; bleibt es dabei, sag dem Betreiber des Bots Bescheid.
error-track-adding = Dein letzter Song wird noch geprüft. Warte, bis das fertig ist, und bring dann den nächsten.
error-track-unknown = So einen Song gibt es auf diesem Server nicht. Wähle ihn aus der Liste, die beim Tippen erscheint.
error-track-several = Es gibt mehrere Songs mit diesem Namen. Wähle deinen aus der Liste, die beim Tippen erscheint.
error-track-not-yours = Diesen Song hat jemand anderes mitgebracht: Nur dieses Mitglied oder die Moderation kann ihn entfernen.
error-track-of-host = Diesen Song hat der Betreiber des Bots für alle Server bereitgelegt; nur er kann ihn entfernen.
error-track-in-work = Das Studio macht noch ein Video aus **{ $title }** und führt es zu Ende, auch wenn es abgebrochen wurde. Danach lässt sich der Song entfernen: Versuch es in ein paar Minuten noch einmal.
error-track-not-your-button = Dieser Knopf ist für das Mitglied, das den Song mitgebracht hat. Nenne den Song stattdessen in `/musicvideo`.
error-track-gone = Dieser Song ist nicht oder nicht mehr in der Bibliothek dieses Servers. Wähle einen aus der Liste, die beim Tippen erscheint.
error-no-song = Zu „{ $text }“ passt hier kein Song. Wähle einen aus der Liste, die beim Tippen erscheint, oder bring mit `/track add` einen mit.
error-songs-unasked = Das Studio konnte nicht gefragt werden, welche Songs es gibt. Versuch es in einer Minute noch einmal; bleibt es dabei, sag dem Betreiber des Bots Bescheid.
