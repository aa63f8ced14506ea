# Deutsch: was Discord beim Tippen eines Befehls zeigt. Begriffe wie in bot.ftl; Namen von Optionen
# klein und ohne Leerzeichen.
option-author = signatur
option-watermark = wasserzeichen

command-musicvideo = Aus einem erzeugten Song ein Musikvideo machen lassen
command-musicvideo-task-id = Statt des Songs: die ID seines Tasks, oder beide IDs eingefügt
command-musicvideo-audio-id = Welcher Song des Tasks; weglassen, um zu wählen
command-musicvideo-author = Signatur auf dem Cover (sonst die des Servers)
command-musicvideo-watermark = Wasserzeichen am unteren Rand (sonst das des Servers)

command-branding = Signatur, Wasserzeichen, Logo und Stil der Videos dieses Servers
command-branding-show = Zeigen, was für den Server oder einen Kanal eingestellt ist
command-branding-set = Texte, Stil, Format, Farben, Schrift oder Karten für den Server oder einen Kanal einstellen
command-branding-set-author = Signatur auf dem Cover, wenn ein Mitglied keine angibt; { "{" }member{ "}" } und { "{" }server{ "}" } werden zu Namen
command-branding-set-watermark = Wasserzeichen unten, wenn ein Mitglied keines angibt; { "{" }member{ "}" } und { "{" }server{ "}" } werden zu Namen
command-branding-reset = Entfernen, was für den Server oder einen Kanal eingestellt ist
