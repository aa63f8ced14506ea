# Deutsch: wie viele Nachrichten ein Video braucht, und wie eine gelöscht wird. Die Wörter sind die von bot.ftl.
settings-messages-keep = Ein Video braucht zwei Nachrichten: Eine zeigt den Stand, und das Ergebnis ist eine neue Nachricht, die das Mitglied anpingt.
settings-messages-replace = Ein Video braucht eine Nachricht: Sie zeigt erst den Stand und dann das Video. Niemand wird angepingt.
settings-messages-remove = Die Nachricht mit dem Stand wird gelöscht, sobald das Video gepostet ist. Das Video pingt das Mitglied an.
choice-messages-keep = Zwei: der Stand und das Ergebnis
choice-messages-replace = Eine: Sie wird zum Video, ohne Ping
choice-messages-remove = Nur das Ergebnis: Die andere wird dann gelöscht
command-settings-messages = Wie viele Nachrichten ein Video im Kanal braucht
command-settings-messages-per-video = Was aus der Nachricht wird, die den Stand eines Videos zeigt
option-per-video = pro_video

# Deleting: the question, and what it came to
button-sure = Ja, löschen
answer-sure = Dieses Video löschen? Auch aus dem Schaukanal verschwindet es.
answer-sure-showcase = Dieses Video aus dem Schaukanal löschen? Dort wird es nicht noch einmal gezeigt. In seinem eigenen Kanal bleibt es.
answer-deleted-video = Gelöscht. Mit `/videos repost` wird das Video noch einmal gepostet.
