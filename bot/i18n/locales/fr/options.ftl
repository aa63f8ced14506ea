# L'aspect d'une vidéo et l'extrait du morceau qu'elle montre ; mots de l'en-tête de bot.ftl, et :
#   style (comment la musique est dessinée) · format (de l'image) · extrait (du morceau)
option-look = style
option-shape = format
option-colours = couleurs
option-start = début
option-length = durée
option-song = morceau

command-musicvideo-look = Comment la musique est dessinée (par défaut : selon le serveur)
command-musicvideo-shape = Le format de l'image (par défaut : celui du serveur)
command-musicvideo-colours = Ce qui bouge, dans ces couleurs : #ff8800, cover ou server (par défaut : celles du serveur)
command-musicvideo-start = Où la vidéo commence : 1:05, 65 ou best, le passage le plus fort (par défaut : au début)
command-musicvideo-length = Combien elle dure : 0:30 ou 30, au moins 3 secondes (par défaut : jusqu'à la fin)
command-musicvideo-font = La police de tous les textes (par défaut : celle du serveur)
command-musicvideo-logo = False : sans le logo du serveur
command-musicvideo-cards = False : sans les cartons du serveur au début et à la fin
command-musicvideo-lyrics = False : sans paroles, si le morceau en a
command-musicvideo-quality = Pixels et images par seconde, dans la limite fixée par la modération
choice-font-usual = La police habituelle
command-musicvideo-song = Le morceau : écris son titre et choisis-le dans la liste

choice-look-bars = Barres
choice-look-mirror = Barres depuis le centre
choice-look-mountain = Montagne
choice-look-radial = Anneau autour de la pochette
choice-look-record = Vinyle qui tourne
choice-look-scope = Tracé d'oscilloscope
choice-look-sparks = Étincelles en rythme
choice-look-spectrogram = Spectrogramme défilant
choice-look-wave = Onde
choice-shape-wide = Large (16:9)
choice-shape-tall = Vertical (9:16)
choice-shape-square = Carré (1:1)
choice-shape-canvas = Canvas : boucle, 9:16
choice-start-best = Le passage le plus fort
choice-colours-cover = Les couleurs de la pochette
choice-colours-server = Les couleurs du serveur

status-look = Style
options-part = de { $start } à { $end }
options-from = à partir de { $start }
options-colours = couleurs { $colours }
options-loudest-length = les { $length } les plus forts
options-plain = ni signature ni filigrane
options-withheld = des textes que ce serveur ne veut pas voir affichés
options-no-lyrics = sans paroles

error-no-options = Le style, le format et l'extrait ne peuvent pas être choisis ici : le service vidéo de ce bot fait toutes les vidéos de la même façon. Rien n'a été lancé ; laisse ces options vides.
error-colours-unreadable = « { $text } » n'est pas une couleur. Écris-la comme #ff8800, ou choisis dans la liste celles de la pochette ou du serveur. Rien n'a été lancé.
error-start-unreadable = « { $text } » n'est pas un moment d'un morceau. Écris-le comme 1:05 ou 65 (secondes), ou choisis le passage le plus fort dans la liste. Rien n'a été lancé.
error-length-unreadable = « { $text } » n'est pas une durée. Écris-la comme 0:30 ou 30 (secondes). Rien n'a été lancé.
error-part-short = Un extrait dure au moins { $least } secondes, et tu as donné { $text }. Rien n'a été lancé.
error-start-late = Le morceau dure { $length } et un extrait au moins { $least } secondes : aucun ne commence à { $start }. Rien n'a été lancé.
error-song-missing = Quel morceau ? Choisis-le avec `morceau`, qui le trouve par son titre, ou donne son identifiant avec `task_id`.
error-song-twice = Tu as donné `morceau` et `task_id`. Donne l'un des deux seulement.
# $carried et $asked : signature et filigrane, comme dans result-author et result-watermark.
answer-only-video = Ce morceau a déjà une vidéo, ou elle est en route, et le service vidéo n'en fait qu'une par morceau. Elle porte : { $carried }. Tu as demandé : { $asked }. Rien n'est encore publié. La veux-tu telle quelle ? Cela ne coûte rien de plus.
answer-only-video-unsure = Ce morceau a déjà une vidéo, et le service vidéo n'en fait qu'une par morceau. Elle date d'avant et on ne sait pas avec certitude ce qu'elle porte ; tu as demandé : { $asked }. Rien n'est encore publié. La veux-tu telle quelle ? Cela ne coûte rien de plus.
button-as-it-is = La publier telle quelle

# /branding
choice-part-all = Tout
choice-part-look = Le style seulement
branding-look = Style des vidéos
branding-reset-both = La signature et le filigrane sont supprimés. Voici ce qui vaut maintenant :
command-branding-set-look = Comment la musique est dessinée quand un membre ne choisit rien
command-branding-set-shape = Le format de l'image quand un membre n'en choisit aucun
command-branding-set-colours = Couleurs de ce qui bouge quand un membre n'en choisit pas : #ff8800 ou cover
error-canvas-long = Un canvas est une boucle de 3 à { $most } secondes. Choisis une `durée` plus courte, ou laisse-la vide.
error-canvas-locked = Un canvas ne montre ni texte ni logo, et la modération a verrouillé un élément que chaque vidéo porte ici. Choisis un autre `format`.
