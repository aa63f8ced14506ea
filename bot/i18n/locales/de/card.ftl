# Die private Karte, auf der ein Mitglied ein Video zusammenstellt. Wörter wie in bot.ftl und options.ftl.

card-hint = Wähle, wie dein Video aussieht: Das Bild zeigt es nach jeder Wahl. Nur du siehst dies.
card-hint-undrawn = Wähle, wie dein Video aussieht. Das Bild lässt sich gerade nicht zeichnen, deine Wahl gilt trotzdem. Nur du siehst dies.
card-replaced = 🔒 Von den Moderatoren dieses Servers festgelegt, darum gilt ihre Wahl: { $parts }.
card-look-placeholder = Stil
card-shape-placeholder = Format
card-part-placeholder = Teil des Songs
card-colours-placeholder = Farben
card-locked-menu = 🔒 Von den Moderatoren festgelegt: { $part }
card-part-whole = Der ganze Song
card-part-best = Die lautesten { $length }
card-part-first = Die ersten { $length }
card-colour-red = Rot
card-colour-orange = Orangerot
card-colour-yellow = Gelb
card-colour-green = Grün
card-colour-teal = Türkis
card-colour-blue = Blau
card-colour-violet = Lila
card-colour-pink = Rosa
card-texts-title = Signatur und Wasserzeichen
button-texts = Signatur…
button-make-it = Erstellen
button-compose = Neu machen …
error-card-old = Diese Karte ist abgelaufen, und es wurde nichts begonnen. Öffne eine neue mit **Neu machen …** unter einem Video, oder nimm `/musicvideo`.
