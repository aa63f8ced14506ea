# Français : /settings et /branding, pour la modération. Les mots sont ceux de l'en-tête de bot.ftl ;
# et : limit = limite · cool-down = délai · block list = liste de blocage · locked = imposé ·
#   showcase = salon vitrine · preview = aperçu. Espace insécable avant : ; ! ?

# Ce qu'un texte sur une vidéo ne doit pas être
error-too-long = Ce texte est trop long pour une vidéo : 50 caractères au plus. Raccourcis-le.
error-stacked = Ce texte empile trop de signes sur ses lettres : ils déborderaient sur l'image. Écris-le sans eux.
error-mention = Les mentions, les horodatages et les émojis de serveur ne peuvent pas être dessinés sur une vidéo. Écris plutôt un nom.
error-invite = Les invitations ne peuvent pas figurer sur les vidéos. Enlève-la et redemande.
error-link = Les liens ne peuvent pas figurer sur les vidéos. Un simple nom comme music.example convient.

# Habillage
choice-part-both = Signature et filigrane
choice-part-author = Signature seulement
choice-part-watermark = Filigrane seulement
choice-policy-default = Par défaut : les membres peuvent donner les leurs
choice-policy-locked = Imposé : toujours ce qui est défini ici
branding-channel-title = Habillage d'un salon
branding-channels = Salons ayant leurs propres réglages
branding-nothing = rien, volontairement
branding-inherited = { $text } (du serveur)
branding-open = Les membres peuvent donner les leurs avec chaque vidéo ; sinon, voici ce qui s'applique.
branding-channel-reset = { $channel } n'a plus de réglage propre ; l'habillage du serveur s'y applique.
branding-footer = Ce qu'un salon a en propre passe avant le serveur, chaque partie à part. Les fils suivent leur salon.
preview-title = Aperçu
preview-as-set = Voici à quoi ressemble une vidéo avec ce qui est réglé. Aucune vidéo n'a été faite.
preview-as-given = Voici à quoi ressemblerait une vidéo avec ce que tu as donné ici. Rien n'est enregistré ; c'est `/branding set` qui le fait.
preview-described = Une image d'un clip. Signature sur la pochette : { $author }. Filigrane en bas : { $watermark }.
error-not-drawn = L'image n'a pas pu être dessinée. Réessaie dans une minute ; si cela persiste, préviens la personne responsable du bot.

# La liste de blocage
words-added = Bloqué : ||{ $word }||. Les membres ne peuvent plus l'utiliser dans une signature ou un filigrane, quelle que soit l'écriture.
words-added-songs = Bloqué : ||{ $word }||. Les membres ne peuvent plus l'utiliser dans une signature, un filigrane, ni dans le titre ou l'artiste d'un morceau, quelle que soit l'écriture.
words-there = ||{ $word }|| est déjà bloqué.
words-removed = ||{ $word }|| est de nouveau autorisé.
words-not-there = ||{ $word }|| n'est pas sur la liste de blocage. `/branding words show` montre ce qui y figure.
words-none = La liste de blocage est vide. Ajoute un mot avec `/branding words add`.
words-title = Liste de blocage : { $count } sur { $most }
words-in-file = La liste est plus longue qu'un message ne peut l'être : le fichier la contient en entier.
error-no-word = Il n'y a là ni lettre ni chiffre à rechercher. Écris un mot ; un astérisque (*) avant ou après remplace n'importe quelles lettres.
error-too-many-words = La liste de blocage est pleine : { $most } mots au plus. Retires-en un d'abord.

# /settings show
settings-title = Paramètres de ce serveur
settings-access = Qui peut demander, et où
settings-limits = Limites
settings-used = Utilisé ces dernières 24 heures
settings-channels = Salons
settings-videos = Vidéos et messages
settings-footer = Les restrictions de rôles et de salons ne s'appliquent pas aux membres qui peuvent gérer le serveur ; les limites et les blocages valent pour tous. Se joindre à une vidéo en cours ou demander une vidéo existante ne compte pas.
settings-version = Version { $version } du bot
settings-roles = Seulement les membres ayant { $roles }
settings-roles-all = Tous les membres
settings-where = Seulement dans { $channels }
settings-where-all = Dans tous les salons
settings-blocked = Bloqués ({ $count }) : { $members }
settings-by-host = (fixé par le responsable du bot)
settings-used-server = Ce serveur : lancées { $started }, en cours { $open }
settings-used-member = { $member } : lancées { $started }, en cours { $open }
settings-used-again = Le prochain lancement sera possible { $again }.
settings-none = aucun
settings-showcase = Salon vitrine : { $channel }
settings-moderators = Pour la modération : { $channel }
settings-language = Langue des messages publics : { $language }
settings-language-discord = celle du serveur sur Discord
settings-copy-on = Une copie de chaque vidéo qui tient est jointe : elle survit au lien.
settings-copy-off = Les vidéos sont publiées sous forme de lien seul, sans copie jointe.
settings-other-branding-post = Là où l'habillage est imposé, une vidéo portant celui d'un autre serveur est publiée avec une remarque.
settings-other-branding-refuse = Là où l'habillage est imposé, une vidéo portant celui d'un autre serveur n'est pas publiée.
settings-unwanted-refuse = Une vidéo dont les textes contiennent quelque chose que ce serveur ne veut pas n'est pas publiée.
settings-unwanted-hide = Une vidéo dont les textes contiennent quelque chose que ce serveur ne veut pas est publiée, et aucun message n'affiche ces textes.
settings-warning = La modération est prévenue quand il reste moins de { $credits } crédits.
settings-warning-nowhere = La modération doit être prévenue quand il reste moins de { $credits } crédits, mais il n'y a pas encore de salon pour cela : choisis-en un avec `/settings moderators`.
settings-no-warning = La modération n'est pas prévenue quand les crédits sont bas.
limit-open-per-member = En cours à la fois, par membre
limit-daily-per-member = Lancées en 24 heures, par membre
limit-cooldown-seconds = Délai entre deux lancements d'un membre
limit-daily-per-server = Lancées en 24 heures, sur ce serveur
limit-daily-per-host = Lancées en 24 heures, sur tous les serveurs ensemble
settings-limit = { $what } : **{ $value }**
limit-none = sans limite
limit-no-cooldown = aucun

# Réponses de /settings
settings-limits-saved = Les limites sont enregistrées. `/settings show` les montre, avec ce qui est utilisé.
settings-roles-now = Seuls les membres ayant l'un de ces rôles peuvent maintenant demander des vidéos : { $roles }. Ceux qui peuvent gérer le serveur le peuvent toujours.
settings-roles-now-all = Tous les membres peuvent maintenant demander des vidéos.
settings-channels-now = On ne peut maintenant demander des vidéos qu'ici, fils compris : { $channels }. Ceux qui peuvent gérer le serveur le peuvent partout.
settings-channels-now-all = On peut maintenant demander des vidéos dans tous les salons.
settings-member-blocked = { $member } ne peut plus demander de vidéos sur ce serveur. Ce qui est déjà en cours sera encore publié.
settings-member-blocked-already = { $member } fait déjà l'objet d'un blocage.
settings-member-unblocked = { $member } peut de nouveau demander des vidéos.
settings-member-not-blocked = { $member } ne faisait l'objet d'aucun blocage.
settings-showcase-saved = Les vidéos terminées venant de salons que tout le monde peut voir paraîtront désormais aussi dans { $channel }.
settings-showcase-off = Les vidéos terminées ne paraissent plus nulle part ailleurs.
settings-moderators-saved = Les messages pour la modération arrivent dans { $channel } : ce qui n'a pas pu être publié, signalements, questions, réglages modifiés, etc.
settings-moderators-saved-public = Les messages pour la modération arrivent dans { $channel } : ce qui n'a pas pu être publié, signalements, questions, réglages modifiés, etc. ⚠️ Tout le monde peut lire ce salon ; un salon privé convient mieux.
settings-moderators-off = La modération n'est plus informée de rien.
settings-language-now = Langue des messages publics désormais : { $language }. Les vidéos déjà demandées gardent la leur.
settings-language-now-discord = Les messages publics sont dans la langue que le serveur a sur Discord. Elle se choisit dans les paramètres d'un serveur communautaire ; tous les autres sont en anglais.
choice-language-discord = La langue du serveur sur Discord
choice-other-branding-post = La publier, avec une remarque
choice-other-branding-refuse = Ne pas la publier
choice-unwanted-refuse = Ne pas la publier
choice-unwanted-hide = La publier sans mentionner les textes
error-nothing-given = Rien n'a été changé : choisis au moins une option.
settings-undo = ↩️ { $command } annule cela.
error-above-host = { $what } : le responsable du bot autorise { $most } au plus. Rien n'a été changé.
error-below-host = { $what } : le responsable du bot exige au moins { $least }. Rien n'a été changé.
error-channel-unknown = Je ne vois pas ce salon. Autorise-moi à le voir, puis choisis-le de nouveau.
error-channel-permissions = Il me manque des permissions dans { $channel }. Accorde-moi : { $permissions }. Puis choisis-le de nouveau ; rien n'a été changé.
error-block-bot = Les bots ne peuvent pas demander de vidéos : il n'y a rien à bloquer.

# Noms d'options
option-channel = salon
option-without = sans
option-policy = règle
option-part = partie
option-word = mot
option-at-once = à_la_fois
option-per-day = par_jour
option-cooldown = délai
option-server-per-day = serveur_par_jour
option-reset = réinitialiser
option-add = ajouter
option-remove = retirer
option-clear = vider
option-enabled = activé
option-language = langue
option-videos = vidéos
option-warn-below = avertir_sous

# Descriptions de /branding
command-branding-channel = Un salon et ses fils ; sinon tout le serveur
command-branding-set-without = N'en mettre aucun : dans un salon, même si le serveur en a
command-branding-policy = Laisse les membres donner les leurs, ou impose ce qui est défini
command-branding-policy-policy = Par défaut ou imposé
command-branding-policy-part = Ce dont il s'agit ; sinon signature et filigrane
command-branding-preview = Voir à quoi ressemblerait une vidéo, sans en faire
command-branding-preview-author = Une signature à essayer, sans l'enregistrer
command-branding-preview-watermark = Un filigrane à essayer, sans l'enregistrer
command-branding-reset-part = Ce qu'il faut retirer, imposé ou non ; sinon tout
command-branding-words = Mots que les membres ne peuvent pas mettre sur les vidéos
command-branding-words-add = Bloque un mot dans les signatures et filigranes
command-branding-words-add-word = Un mot entier ; un astérisque (*) avant ou après remplace n'importe quelles lettres
command-branding-words-remove = Autorise de nouveau un mot
command-branding-words-remove-word = Le mot, tel qu'il est dans la liste
command-branding-words-show = Affiche la liste de blocage, visible par toi uniquement

# Descriptions de /settings
command-settings = Qui peut demander des vidéos, combien, où, et ce qu'elles deviennent
command-settings-show = Affiche tous les paramètres et ce qui est utilisé des limites
command-settings-show-member = De qui montrer l'utilisation ; sinon la tienne
command-settings-limits = Combien de vidéos les membres et tout le serveur peuvent lancer
command-settings-limits-at-once = Vidéos qu'un membre peut avoir en cours à la fois
command-settings-limits-per-day = Vidéos qu'un membre peut lancer en 24 heures
command-settings-limits-cooldown = Minutes entre deux lancements d'un membre ; 0 : aucune
command-settings-limits-server = Vidéos que tous les membres ensemble peuvent lancer en 24 heures
command-settings-limits-reset = Laisser au responsable du bot tout ce qui n'est pas donné ici
command-settings-roles = Réserve les demandes de vidéos à certains rôles
command-settings-roles-add = Un rôle qui peut demander
command-settings-roles-remove = Un rôle à retirer de la liste
command-settings-roles-clear = Vider d'abord la liste : tous les membres peuvent demander
command-settings-channels = Réserve les demandes de vidéos à certains salons
command-settings-channels-add = Un salon avec ses fils, ou toute une catégorie
command-settings-channels-remove = Un salon ou une catégorie à retirer de la liste
command-settings-channels-clear = Vider d'abord la liste : tous les salons conviennent
command-settings-block = Empêche un membre de demander des vidéos
command-settings-block-member = Le membre
command-settings-unblock = Laisse un membre bloqué demander de nouveau
command-settings-showcase = Où les vidéos terminées des salons publics paraissent une seconde fois
command-settings-showcase-channel = Le salon qui les montre
command-settings-moderators = Le salon des messages pour la modération
command-settings-moderators-channel = Un salon que seule la modération lit
command-settings-off = Le désactiver
command-as-reset = L'ancien nom de « réinitialiser »
command-settings-reset = Revenir à l'état du début
command-settings-copy = Décide si une copie de chaque vidéo est jointe, qui survit au lien
command-settings-copy-enabled = Joindre les copies qui respectent la limite de Discord
command-settings-language = La langue des messages publics du bot
command-settings-language-language = La langue
command-settings-other-branding = Vidéos à l'habillage d'un autre serveur, là où le vôtre est imposé
command-settings-other-branding-videos = Ce qu'elles deviennent
command-settings-unwanted = Vidéos dont les textes ont des mots bloqués ou des invitations d'ailleurs
command-settings-unwanted-videos = Ce qu'elles deviennent
command-settings-credits = Quand prévenir la modération que les crédits du bot s'épuisent
command-settings-credits-below = Avertir sous ce solde (0 : jamais)
