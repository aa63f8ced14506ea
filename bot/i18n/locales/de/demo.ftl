# Die beiden Server der Demo, jeder in seiner Sprache; Wörter wie im Kopf von bot.ftl. Kanalnamen sind
# klein und ohne Leerzeichen.
demo-server = Musikfreunde
demo-role = Moderatoren
demo-videos = musikvideos
demo-videos-hint = Hier gibt es Musikvideos: /musicvideo
demo-thread = wochenaufgabe
demo-thread-hint = Ein Thread in #{ $channel }
demo-backstage = hinter-der-bühne
demo-backstage-hint = Das sehen nur Mia und die Moderatoren
demo-announcements = ankündigungen
demo-announcements-hint = Hier darf der Bot nicht schreiben
demo-showcase = schaufenster
demo-showcase-hint = Für /settings: fertige Videos noch einmal (eine Woche dauert hier 5 Minuten)
demo-moderators = moderation
demo-moderators-hint = Für /settings: was die Moderatoren erfahren
demo-direct = Direktnachrichten
demo-direct-hint = Vom Bot
demo-server-paid = Musikclub (mit API-Schlüssel)
demo-paid = videos-mit-credits
demo-paid-hint = Kopiere die IDs aus einer Nachricht in /musicvideo task_id: Jedes Video kostet Credits
