# Deutsch: was Discord beim Tippen eines Befehls zeigt. Begriffe wie in bot.ftl; Namen von Optionen
# klein und ohne Leerzeichen.
option-author = signatur
option-watermark = wasserzeichen

command-musicvideo = Lass aus einem erzeugten Track ein Musikvideo machen
command-musicvideo-task-id = Der Song: Titel tippen und wählen, oder seine IDs einfügen
command-musicvideo-audio-id = Welcher Track des Tasks; lass es weg, um zu wählen
command-musicvideo-author = Signatur auf dem Cover (sonst die des Servers)
command-musicvideo-watermark = Wasserzeichen am unteren Rand (sonst das des Servers)

command-branding = Signatur und Wasserzeichen der Videos dieses Servers
command-branding-show = Zeige Signatur und Wasserzeichen dieses Servers
command-branding-set = Stelle Signatur, Wasserzeichen oder beides für diesen Server ein
command-branding-set-author = Signatur auf dem Cover, wenn ein Mitglied keine angibt
command-branding-set-watermark = Wasserzeichen am unteren Rand, wenn ein Mitglied keines angibt
command-branding-reset = Entferne Signatur und Wasserzeichen dieses Servers
