# Deutsch: die Begrüßung und /help. Die Wörter sind die von bot.ftl.

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 Danke, dass du mich zu **{ $server }** hinzugefügt hast. Ich mache aus den Songs deiner Mitglieder Musikvideos. So fängst du an:
welcome-public = 👋 Hallo! Ich mache aus euren Songs Musikvideos. Für alle, die diesen Server verwalten:
welcome-channels = 1. `/settings channels` legt fest, wo Videos gemacht werden dürfen. Ohne Auswahl: überall.
welcome-branding = 2. `/branding set` setzt den Namen deines Servers auf die Videos.
welcome-first = 3. `/musicvideo` macht das erste Video.
welcome-help = `/help` zeigt alles in Bildern.

# /help: three steps with a picture each, and a card for moderators
command-help = In drei Bildern zum Musikvideo
help-ask = **1. Such einen Song aus.** Tippe `/musicvideo` und die ersten Buchstaben des Titels, dann wähle ihn aus der Liste.
help-bring-file = Fehlt er in der Liste? Bring die Datei mit `/track add` mit.
help-bring-id = Fehlt er in der Liste? Füge seine ID bei `task_id` ein, so wie der Musikdienst sie zeigt.
help-video = **2. Das Video kommt in diesen Kanal.** Es zeigt den Titel (1), die Signatur auf dem Cover (2, Option `signatur`) und das Wasserzeichen (3, Option `wasserzeichen`).
help-list = **3. Alle deine Videos:** `/videos list`. Jedes kannst du noch einmal posten, abbrechen oder löschen. `/privacy show` sagt, was der Bot über dich speichert.
help-moderators = **Du verwaltest diesen Server.** `/settings show` zeigt alle Einstellungen. `/settings channels`, `roles` und `limits` legen fest, wer wie viele Videos machen darf, und wo. `/branding set` setzt Signatur und Wasserzeichen deines Servers darauf, `/branding preview` zeigt, wie das aussieht. `/settings showcase` zeigt fertige Videos in einem eigenen Kanal, `/settings messages` hält die Kanäle kurz.
