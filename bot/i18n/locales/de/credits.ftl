# Deutsch: was übrig ist, was ausgegeben wurde, und wer was machen ließ. Es gelten die Wörter aus dem Kopf
# von bot.ftl; dazu: balance = Guthaben · credits = Credits (des Bots beim Videodienst) ·
# record = Protokoll (wer was angefragt hat)
option-days = tage

command-credits = Guthaben, Ausgaben dieses Servers, und wer welche Videos machen ließ
command-credits-show = Zeigt das Guthaben des Bots und was dieser Server diesen Monat ausgegeben hat
command-credits-record = Zeigt, wer wann wo welche Videos machen ließ, und ob sie berechnet wurden
command-credits-export = Gibt das Protokoll als Datei für Tabellenprogramme (CSV)
command-credits-member = Nur was dieses Mitglied angefragt hat
command-credits-days = Wie viele Tage zurück (Standard: 31)
command-videos-record = Moderation: sehen, wer wann und wo welche Videos machen ließ
command-videos-record-days = So viele Tage davon als Datei für Tabellen (CSV)
command-settings-credits-clear = Warnen, wie der Betreiber des Bots es eingestellt hat

credits-title = Guthaben
credits-free = Die Videos macht das eigene Studio des Bots: Sie kosten nichts.
credits-lyrics = -# Liedtexte mit Zeiten werden einmal je Song beim Musikdienst geholt und kosten jeweils etwa { $price } Credits.
credits-unknown = Das Guthaben lässt sich gerade nicht abfragen. Versuch es in ein paar Minuten noch einmal.
credits-balance = Guthaben des Bots: **{ $credits }** Credits (abgefragt { $when })
credits-low = ⚠️ Das ist wenig: Es reicht noch für etwa { $count ->
        [one] ein Video
       *[other] { $count } Videos
    }. Der Betreiber des Bots muss es aufladen.
credits-month = Diesen Monat auf diesem Server
credits-since = -# seit dem { $day }
credits-charged = • Berechnete Videos: **{ $count }**, etwa { $credits } Credits
credits-charged-known = • Berechnete Videos: **{ $count }**, { $credits } Credits
credits-charged-partly = • Berechnete Videos: **{ $count }**, { $credits } Credits und etwa { $estimate } für die ohne Preisangabe
credits-forgotten = • Davon nicht mehr im Protokoll: **{ $count }**, weil ihre Mitglieder ihre Daten löschen ließen
credits-doubtful = • Vielleicht berechnet: **{ $count }**, die nicht erstellt wurden oder deren Ausgang unbekannt ist
credits-pending = • Gerade in Arbeit: **{ $count }**
credits-estimate = -# Wo der Videodienst keinen Preis genannt hat, sind { $price } Credits je Video geschätzt. Ein Video zählt dort, wo es zuerst angefragt wurde.
credits-counts = -# Ein Video zählt dort, wo es zuerst angefragt wurde.
credits-exported = Das Protokoll { $days ->
        [one] des letzten Tages
       *[other] der letzten { $days } Tage
    }: { $count ->
        [one] eine Anfrage
       *[other] { $count } Anfragen
    }. Es enthält die IDs von Mitgliedern: Geh sorgsam damit um.
credits-exported-part = Es ist nur der neueste Teil: Das Ganze wäre zu lang.

record-title = **Wer was machen ließ**
record-none = Im Protokoll steht nichts.
record-untitled = Song ohne Titel
record-outcome-open = in Arbeit
record-outcome-posted = gepostet
record-outcome-deleted = gepostet und gelöscht
record-outcome-failed = nicht erstellt
record-outcome-unknown = Ausgang unbekannt
record-outcome-cancelled = abgebrochen
record-outcome-undeliverable = ließ sich nicht posten
record-charge-charged = berechnet
record-charge-doubtful = vielleicht berechnet
record-charge-pending = noch nicht berechnet
record-charge-nothing = nicht berechnet
record-charge-free = kostenlos
record-column-asked = Angefragt (UTC)
record-column-member = Mitglied
record-column-channel = Kanal
record-column-channel-id = Kanal-ID
record-column-title = Titel
record-column-task = Task-ID
record-column-audio = Song-ID
record-column-signature = Signatur
record-column-watermark = Wasserzeichen
record-column-outcome = Ausgang
record-column-charge = Berechnung
record-column-ended = Beendet (UTC)
record-column-message = Nachricht
button-record-newer = ◀ Neuere
button-record-older = Ältere ▶

notice-low-credits = ⚠️ **Das Guthaben des Bots geht zur Neige:** Beim Videodienst sind noch { $credits } Credits übrig. Bitte sagt dem Betreiber des Bots, dass er es aufladen soll: Ohne Credits scheitert jede Anfrage nach einem neuen Video. Videos, die es schon gibt, lassen sich weiterhin posten.
