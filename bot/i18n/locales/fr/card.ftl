# La fiche privée sur laquelle un membre compose une vidéo. Mots comme dans bot.ftl et options.ftl.

card-hint = Choisis l'allure de ta vidéo : l'image la montre après chaque choix. Toi seul vois ceci.
card-hint-undrawn = Choisis l'allure de ta vidéo. L'image ne peut pas être dessinée pour l'instant, mais tes choix comptent. Toi seul vois ceci.
card-replaced = 🔒 Imposé par les modérateurs de ce serveur, donc leur choix vaut : { $parts }.
card-look-placeholder = Style
card-shape-placeholder = Format
card-part-placeholder = Partie du morceau
card-colours-placeholder = Couleurs
card-locked-menu = 🔒 Imposé par les modérateurs : { $part }
card-part-whole = Le morceau entier
card-part-best = Les { $length } les plus fortes
card-part-first = Les { $length } du début
card-colour-red = Rouge
card-colour-orange = Orangé
card-colour-yellow = Jaune
card-colour-green = Vert
card-colour-teal = Turquoise
card-colour-blue = Bleu
card-colour-violet = Violette
card-colour-pink = Rose
card-texts-title = Signature et filigrane
button-texts = Signature…
button-make-it = Créer
button-compose = Refaire…
error-card-old = Cette fiche a expiré, et rien n'a été lancé. Ouvres-en une nouvelle avec **Refaire…** sous une vidéo, ou utilise `/musicvideo`.
