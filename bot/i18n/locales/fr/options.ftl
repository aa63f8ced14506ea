# L'aspect d'une vidéo et l'extrait du morceau qu'elle montre ; mots de l'en-tête de bot.ftl, et :
#   style (comment la musique est dessinée) · format (de l'image) · extrait (du morceau)
option-look = style
option-shape = format

command-musicvideo-look = Comment la musique est dessinée (par défaut : selon le serveur)
command-musicvideo-shape = Le format de l'image (par défaut : celui du serveur)

choice-look-bars = Barres
choice-look-mirror = Barres depuis le centre
choice-look-mountain = Montagne
choice-look-radial = Anneau autour de la pochette
choice-look-scope = Tracé d'oscilloscope
choice-look-sparks = Étincelles en rythme
choice-look-spectrogram = Spectrogramme défilant
choice-look-wave = Onde
choice-shape-wide = Large (16:9)
choice-shape-tall = Vertical (9:16)
choice-shape-square = Carré (1:1)

status-look = Style
options-part = de { $start } à { $end }
options-from = à partir de { $start }
options-loudest = à partir du passage le plus fort
options-loudest-length = les { $length } les plus forts
options-plain = ni signature ni filigrane

error-no-options = Le style, le format et l'extrait ne peuvent pas être choisis ici : le service vidéo de ce bot fait toutes les vidéos de la même façon. Rien n'a été lancé ; laisse ces options vides.
# $carried et $asked : signature et filigrane, comme dans result-author et result-watermark.
answer-only-video = Ce morceau a déjà une vidéo, ou elle est en route, et le service vidéo n'en fait qu'une par morceau. Elle porte : { $carried }. Tu as demandé : { $asked }. Rien n'est encore publié. La veux-tu telle quelle ? Cela ne coûte rien de plus.
answer-only-video-unsure = Ce morceau a déjà une vidéo, et le service vidéo n'en fait qu'une par morceau. Elle date d'avant et on ne sait pas avec certitude ce qu'elle porte ; tu as demandé : { $asked }. Rien n'est encore publié. La veux-tu telle quelle ? Cela ne coûte rien de plus.
button-as-it-is = La publier telle quelle

# /branding
choice-part-all = Tout
choice-part-look = Le style et le format seulement
branding-look = Style des vidéos
branding-reset-both = La signature et le filigrane sont supprimés. Voici ce qui vaut maintenant :
branding-reset-look = Le style et le format sont supprimés. Voici ce qui vaut maintenant :
command-branding-set-look = Comment la musique est dessinée quand un membre ne choisit rien
command-branding-set-shape = Le format de l'image quand un membre n'en choisit aucun
