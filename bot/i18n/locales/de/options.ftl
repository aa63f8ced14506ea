# Wie ein Video aussieht und welchen Teil des Songs es zeigt; Wörter wie im Kopf von bot.ftl, und:
#   Stil (wie die Musik gezeichnet wird) · Format (des Bildes) · Ausschnitt (des Songs)
option-look = stil
option-shape = format
option-colours = farben
option-start = beginn
option-length = länge
option-song = lied

command-musicvideo-look = Wie die Musik gezeichnet wird (sonst wie auf dem Server eingestellt)
command-musicvideo-shape = Das Format des Bildes (sonst wie auf dem Server eingestellt)
command-musicvideo-colours = Was sich bewegt, in diesen Farben: #ff8800, cover oder server (sonst die des Servers)
command-musicvideo-start = Wo das Video beginnt: 1:05, 65 oder best, die lauteste Stelle (sonst am Anfang)
command-musicvideo-length = Wie lang das Video ist: 0:30 oder 30, mindestens 3 Sekunden (sonst bis zum Ende)
command-musicvideo-font = Die Schrift aller Texte (sonst wie auf dem Server eingestellt)
command-musicvideo-logo = False: ohne das Logo des Servers
command-musicvideo-cards = False: ohne die Karten des Servers am Anfang und am Ende
command-musicvideo-lyrics = False: ohne Liedtext, wo der Song einen hat
command-musicvideo-quality = Pixel und Bilder pro Sekunde, soweit die Moderation es erlaubt
choice-font-usual = Die übliche
command-musicvideo-song = Der Song: Titel tippen und aus der Liste wählen

choice-look-bars = Balken
choice-look-mirror = Balken von der Mitte aus
choice-look-mountain = Gebirge
choice-look-radial = Ring um das Cover
choice-look-record = Drehende Schallplatte
choice-look-scope = Oszilloskop
choice-look-sparks = Funken im Takt
choice-look-spectrogram = Laufendes Spektrogramm
choice-look-wave = Welle
choice-shape-wide = Breit (16:9)
choice-shape-tall = Hoch (9:16)
choice-shape-square = Quadratisch (1:1)
choice-shape-canvas = Canvas: Schleife, 9:16
choice-start-best = Die lauteste Stelle
choice-colours-cover = Die Farben des Covers
choice-colours-server = Die Farben des Servers

status-look = Stil
options-part = { $start } bis { $end }
options-from = ab { $start }
options-colours = Farben { $colours }
options-loudest-length = die lautesten { $length }
options-plain = weder Signatur noch Wasserzeichen
options-withheld = Texte, die dieser Server nicht zeigen möchte
options-no-lyrics = ohne Liedtext

error-no-options = Stil, Format und Ausschnitt lassen sich hier nicht wählen: Der Videodienst dieses Bots macht alle Videos gleich. Es wurde nichts begonnen; lass diese Optionen weg.
error-colours-unreadable = „{ $text }“ ist keine Farbe. Schreib sie wie #ff8800, oder wähle die des Covers oder des Servers aus der Liste. Es wurde nichts begonnen.
error-start-unreadable = „{ $text }“ ist keine Zeit in einem Song. Schreib sie wie 1:05 oder 65 (Sekunden), oder wähle die lauteste Stelle aus der Liste. Es wurde nichts begonnen.
error-length-unreadable = „{ $text }“ ist keine Länge. Schreib sie wie 0:30 oder 30 (Sekunden). Es wurde nichts begonnen.
error-part-short = Ein Ausschnitt hat mindestens { $least } Sekunden; angegeben hast du { $text }. Es wurde nichts begonnen.
error-start-late = Der Song ist { $length } lang, und ein Ausschnitt hat mindestens { $least } Sekunden; bei { $start } beginnt also keiner. Es wurde nichts begonnen.
error-song-missing = Welcher Song? Wähle ihn mit `lied`, das ihn nach seinem Titel findet, oder gib mit `task_id` seine ID an.
error-song-twice = Du hast `lied` und `task_id` angegeben. Gib nur eines von beiden an.
# $carried und $asked: Signatur und Wasserzeichen wie in result-author und result-watermark.
answer-only-video = Zu diesem Song gibt es schon ein Video, oder es ist in Arbeit, und der Videodienst macht je Song nur eines. Es trägt: { $carried }. Angefragt hast du: { $asked }. Noch ist nichts gepostet. Möchtest du es so, wie es ist? Das kostet nichts weiter.
answer-only-video-unsure = Zu diesem Song gibt es schon ein Video, und der Videodienst macht je Song nur eines. Es ist älter, und was es trägt, ist nicht sicher bekannt; angefragt hast du: { $asked }. Noch ist nichts gepostet. Möchtest du es so, wie es ist? Das kostet nichts weiter.
button-as-it-is = So posten, wie es ist

# /branding
choice-part-all = Alles
choice-part-look = Nur der Stil
branding-look = Stil der Videos
branding-reset-both = Signatur und Wasserzeichen sind entfernt. Das gilt jetzt:
command-branding-set-look = Wie die Musik gezeichnet wird, wenn ein Mitglied nichts wählt
command-branding-set-shape = Das Format des Bildes, wenn ein Mitglied keines wählt
command-branding-set-colours = Farben dessen, was sich bewegt, wenn ein Mitglied keine wählt: #ff8800 oder cover
error-canvas-long = Ein Canvas ist eine Schleife von 3 bis { $most } Sekunden. Wähle eine kürzere `länge`, oder lass sie weg.
error-canvas-locked = Ein Canvas zeigt weder Text noch Logo, und die Moderation hat etwas festgelegt, das jedes Video hier trägt. Wähle ein anderes `format`.
