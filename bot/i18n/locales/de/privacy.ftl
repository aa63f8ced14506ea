# Deutsch: was über jemanden gespeichert ist, und wie es gelöscht wird. Es gelten die Wörter aus dem Kopf
# von bot.ftl; dazu: request = Anfrage · delete = löschen · keep = speichern · data = Daten ·
# backup copy = Sicherungskopie
command-privacy = Was dieser Bot über dich speichert, und wie du es löschst
command-privacy-show = Zeigt, was dieser Bot über dich speichert, wie lange, und wer es sehen kann
command-privacy-export = Was dieser Bot über dich speichert, als Datei
command-privacy-delete = Löscht auf allen Servern, was dieser Bot über dich speichert

privacy-title = Was dieser Bot über dich speichert
privacy-nothing = Über dich ist nichts gespeichert, was sich löschen ließe.
privacy-nothing-left = Es gibt nichts mehr zu löschen. Was für Limits gezählt wird, verschwindet nach { $days } Tagen von selbst; Sperrlisten gehören den Servern.
privacy-requests = • Anfragen nach Videos: **{ $count }** (Server: { $servers }; die älteste ist vom { $since })
privacy-request-parts = -# Jede mit deiner Nutzer-ID, Kanal, Zeit, Song, Sprachen, Signatur, Wasserzeichen, Nachrichten und Ausgang.
privacy-open = • Davon noch in Arbeit: **{ $count }**
privacy-songs = • Songs, die du mitgebracht hast: **{ $count }**
privacy-songs-unknown = • Songs, die du mitgebracht hast: gerade nicht bekannt
privacy-decisions = • Server, für die du in der Moderation etwas festgelegt hast: **{ $count }**
privacy-quota-usage = • Für Limits vermerkte Videostarts: **{ $count }** (jeder { $days } Tage lang, zurückgegebene eingeschlossen)
privacy-blocks = • Server, die dich gesperrt haben: **{ $count }**

privacy-term-title = Wie lange
privacy-term-requests = Eine Anfrage wird { $days } Tage nach ihrem Ende gelöscht, oder wenn du es willst.
privacy-term-copies = Aus Sicherungskopien der Datenbank ist sie { $days ->
        [one] nach einem weiteren Tag
       *[other] nach weiteren { $days } Tagen
    } verschwunden.
privacy-term-log = Wer welche Einstellungen eines Servers geändert hat, wird { $days } Tage aufbewahrt.
privacy-term-left = Verlässt der Bot einen Server, wird { $days ->
        [one] nach einem Tag
       *[other] nach { $days } Tagen
    } alles gelöscht, was er über ihn speichert.

privacy-seen-title = Wer es sehen kann
privacy-seen = Du, die Moderation eines Servers für das, was dort angefragt wurde, und der Betreiber des Bots. Gepostete Nachrichten sehen alle in ihrem Kanal.
privacy-seen-service = Der Videodienst bekommt Song, Signatur und Wasserzeichen, erfährt aber nicht, wer du bist.

privacy-more-title = Mehr
privacy-more-delete = Mit `/privacy export` bekommst du alles als Datei, mit `/privacy delete` löschst du es. Namen werden nicht gespeichert, nur Discords Nutzer-ID; die Signatur eines Songs ist, was du geschrieben hast, der Name des Interpreten oder dein Name hier.
privacy-more-policy = Die Datenschutzerklärung dieses Bots
privacy-exported = Hier ist alles, was dieser Bot auf allen Servern über dich speichert: eine JSON-Datei, Zeiten in UTC. Wer sonst darin vorkommt, ist weggelassen.

privacy-question = **Auf allen Servern löschen, was dieser Bot über dich speichert?** Das lässt sich nicht rückgängig machen.
privacy-question-requests = • Gelöscht: deine Anfragen nach Videos (**{ $count }**) mit allem, was darin steht. Signatur und Wasserzeichen eines Videos werden mitgelöscht, außer wenn andere dasselbe Video angefragt haben.
privacy-question-open = • Vorher abgebrochen: was noch in Arbeit ist (**{ $count }**). Was schon übergeben ist, kann noch berechnet werden.
privacy-question-open-free = • Vorher abgebrochen: was noch in Arbeit ist (**{ $count }**).
privacy-question-songs = • Gelöscht: die Songs, die du mit `/track add` mitgebracht hast. Daraus entstandene Videos bleiben bei denen, die sie angefragt haben.
privacy-question-decisions = • Gelöscht: deine Nutzer-ID bei dem, was du in der Moderation festgelegt hast. Das Festgelegte bleibt.
privacy-question-stays = • Bleibt: Nachrichten in Kanälen (ihr Löschen-Knopf geht nur **vorher**), was für Limits gezählt wird ({ $days } Tage lang), und Sperrlisten.
privacy-question-copies = • In Sicherungskopien der Datenbank steht es { $days ->
        [one] noch einen Tag lang
       *[other] noch { $days } Tage lang
    }.
privacy-kept = Es wurde nichts gelöscht.
privacy-erased = 🗑️ **Gelöscht.** { $count ->
        [0] Was von dir war, ist weg.
        [one] Eine Anfrage ist weg.
       *[other] { $count } Anfragen sind weg.
    }
privacy-erased-later = ⏳ { $count ->
        [one] Eine Anfrage wird gerade gepostet oder abgebrochen: Sie wird danach von selbst gelöscht.
       *[other] { $count } Anfragen werden gerade gepostet oder abgebrochen: Sie werden danach von selbst gelöscht.
    }
privacy-erased-songs-later = ⏳ Songs, die du mitgebracht hast, werden bald von selbst gelöscht: Aus einem entsteht gerade ein Video, oder das Studio antwortet nicht.
button-privacy-erase = Meine Daten löschen
button-privacy-keep = Behalten
error-not-your-data = Hier geht es um die Daten von jemand anderem. Nutze selbst `/privacy delete`.
