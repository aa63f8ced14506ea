# Deutsch: warum die Regeln eines Servers einem Wunsch entgegenstehen. Es gelten die Wörter aus dem
# Kopf von bot.ftl; dazu: limit = Limit · block list = Sperrliste · locked = festgelegt

error-blocked = Die Moderation dieses Servers hat dich für Videos gesperrt. Frag dort nach, wenn das ein Irrtum ist.
error-wrong-channel = In diesem Kanal gibt es keine Videos. Frag sie stattdessen hier an: { $channels }.
error-role-missing = Videos gibt es hier nur für Mitglieder mit einer dieser Rollen: { $roles }.
error-word-in-author = In deiner Signatur steht ein Wort von der Sperrliste dieses Servers. Schreib eine andere oder lass `signatur` weg.
error-word-in-domain-name = In deinem Wasserzeichen steht ein Wort von der Sperrliste dieses Servers. Schreib ein anderes oder lass `wasserzeichen` weg.
error-word-in-title = Im Titel des Songs steht ein Wort von der Sperrliste dieses Servers, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `titel`.
error-word-in-artist = Im Namen des Interpreten steht ein Wort von der Sperrliste dieses Servers, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `interpret`.
error-word-in-lyrics = Im Liedtext steht ein Wort von der Sperrliste dieses Servers, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `liedtext` oder ohne.
error-advert-in-title = Im Titel des Songs steht ein Link oder eine Einladung, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `titel`.
error-advert-in-artist = Im Namen des Interpreten steht ein Link oder eine Einladung, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `interpret`.
error-advert-in-lyrics = Im Liedtext steht ein Link oder eine Einladung, und er stünde auf dem Video. Bring den Song noch einmal mit einem anderen `liedtext` oder ohne.
error-member-quota = Du hast so viele Videos gestartet, wie ein Mitglied hier in 24 Stunden darf: { $most }. Das nächste kannst du { $again } starten. Videos, die es schon gibt, bekommst du jederzeit.
error-server-quota = Dieser Server hat so viele Videos gestartet, wie er in 24 Stunden darf: { $most }. Das nächste kann { $again } gestartet werden. Videos, die es schon gibt, bekommst du jederzeit.
error-host-quota = Der Bot hat so viele Videos gestartet, wie sein Betreiber in 24 Stunden für alle Server zusammen erlaubt: { $most }. Das nächste kann { $again } gestartet werden. Videos, die es schon gibt, bekommst du jederzeit.
error-cooling-down = Du hast gerade erst ein Video gestartet. Das nächste kannst du { $again } starten.
